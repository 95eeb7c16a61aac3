"""Each check of the doctor tells well from bad."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from kitchen_app.bootstrap import checkup
from kitchen_app.bootstrap.checkup import CHECKS, Finding, Patient, examine
from kitchen_app.bootstrap.instance import only_instance
from kitchen_app.bootstrap.status import FILE_NAME, Status
from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.links import LinkState, LinksView, LinkView, Trouble
from kitchen_app.services.proof_view import NOT_TESTED, Hop, ProofView
from kitchen_app.services.tunnel_view import NO_TUNNEL, TunnelState, TunnelView
from kitchen_app.store import config_file
from kitchen_app.store.documents import encode
from tests.keyrings import ABSENT, MemoryKeyring, PlainTextKeyring, in_use

NOW = datetime.now(UTC)
GOOD = LinkView(state=LinkState.OK, since=NOW, last_ok=NOW)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    with only_instance(tmp_path):
        yield tmp_path


def say(
    folder: Path,
    *,
    ago: timedelta = timedelta(),
    receiving: LinkView = GOOD,
    proof: ProofView = NOT_TESTED,
    port: int = 8470,
    tunnel: TunnelView = NO_TUNNEL,
    keeping: tuple[Trouble, ...] = (),
) -> None:
    status = Status(
        at=datetime.now(UTC) - ago,
        pid=1,
        port=port,
        links=LinksView(
            receiving=receiving, sending=GOOD, proof=proof, tunnel=tunnel, keeping=keeping
        ),
        access=Authorisation.GOOD,
    )
    (folder / FILE_NAME).write_bytes(encode(status))


def found(folder: Path, name: str) -> Finding:
    return next(each for each in examine(folder) if each.check == name)


@pytest.mark.parametrize("name", ["program", "receiving", "sending", "access"])
def test_a_program_that_says_that_all_is_well_is_believed(running: Path, name: str) -> None:
    say(running)
    assert found(running, name).is_well


def test_a_program_that_hangs_is_found_out(running: Path) -> None:
    say(running, ago=timedelta(minutes=2))
    assert not found(running, "program").is_well
    assert "start it again" in found(running, "program").cure


def test_a_status_of_a_program_that_has_ended_counts_for_nothing(tmp_path: Path) -> None:
    with only_instance(tmp_path):
        say(tmp_path)
    assert found(tmp_path, "program").says == "Kitchen App does not run"


@pytest.mark.parametrize(
    "view",
    [
        LinkView(state=LinkState.BROKEN, since=NOW, trouble=Trouble.FORGED),
        LinkView(state=LinkState.UNPROVED, since=NOW),
    ],
)
def test_a_link_that_is_broken_or_never_proved_is_not_well(running: Path, view: LinkView) -> None:
    say(running, receiving=view)
    finding = found(running, "receiving")
    assert not finding.is_well
    assert view.state.value in finding.says


def test_a_test_that_gets_lost_is_told_and_one_that_does_not_is_believed(running: Path) -> None:
    silent = LinkView(state=LinkState.UNPROVED, since=NOW)
    say(running, receiving=silent, proof=ProofView(is_public=True, hop=Hop.TUNNEL, since=NOW))
    assert found(running, "receiving").says == "test messages get lost (tunnel)"
    assert not found(running, "receiving").is_well
    say(running, receiving=silent, proof=ProofView(is_public=True, last_ok=NOW))
    assert found(running, "receiving").is_well
    say(running, receiving=silent, proof=ProofView(is_public=False, last_ok=NOW))
    assert not found(running, "receiving").is_well, "only this computer was tested"


def test_a_tunnel_program_is_told_with_its_end_and_its_trouble(running: Path) -> None:
    config_file.load_settings(running)
    who = Patient(data_dir=running)
    assert CHECKS["tunnel"](who)[0], "none is kept"
    config_file.write_value(running, "tunnel", "kind", "ngrok")
    say(running, tunnel=TunnelView(state=TunnelState.RUNNING, name="ngrok"))
    assert CHECKS["tunnel"](who)[0]
    dead = TunnelView(
        state=TunnelState.WAITING, name="ngrok", starts_again=4, exit_code=1, last_words="no route"
    )
    say(running, tunnel=dead, keeping=(Trouble.TUNNEL_ENDED,))
    is_well, says, _ = CHECKS["tunnel"](who)
    assert not is_well
    assert says == (
        "ngrok is waiting, started again 4 times (tunnel_ended); it last ended with code 1: "
        "no route"
    )


def test_a_listener_is_tried(running: Path) -> None:
    config_file.load_settings(running)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        say(running, port=port)
        assert found(running, "listener").says == f"it listens on port {port}"
    assert not found(running, "listener").is_well
    assert "ConnectionRefusedError" in found(running, "listener").says


@pytest.mark.parametrize(
    ("backend", "is_well"), [(MemoryKeyring, True), (PlainTextKeyring, False), (ABSENT, False)]
)
def test_a_keyring_is_judged_by_whether_it_keeps_secrets(
    tmp_path: Path, backend: Callable[[], KeyringBackend], is_well: bool
) -> None:
    with in_use(backend()):
        assert found(tmp_path, "keyring").is_well is is_well


def test_missing_numbers_are_named(tmp_path: Path) -> None:
    config_file.load_settings(tmp_path)
    assert "app_id, shop_id, callback_url" in found(tmp_path, "settings").says


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=1024)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    assert "Make room" in found(tmp_path, "disk").cure


def test_an_old_sqlite_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "sqlite_version", lambda: (3, 40, 1))
    assert "3.40.1 is too old" in found(tmp_path, "sqlite").says


def test_every_check_that_fails_says_what_to_do(tmp_path: Path) -> None:
    bad = [each for each in examine(tmp_path) if not each.is_well]
    assert len(bad) >= 6
    for each in bad:
        assert each.cure or ":" in each.says, each


def test_checks_have_names_that_scripts_can_rely_on() -> None:
    assert all(name.isidentifier() and name.islower() for name in CHECKS)
    assert Patient(data_dir=Path()).data_dir == Path()
