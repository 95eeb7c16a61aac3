"""`kitchen-app call` signs, sends, prints, and lets nothing private out."""

import argparse
import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.cli.call import execute, without_secrets
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import HeldTokens, TokenPair
from kitchen_app.keeta.endpoints import ENDPOINTS
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.settings import Secrets
from kitchen_app.store.tokens import KeyringVault
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID, Installation
from tests.e2e.stage import emulated_keeta
from tests.keyrings import MemoryKeyring, in_use

CONFIG = SandboxConfig(app_id=APP_ID, shop_id=SHOP_ID, secret=SECRET, access_token="e2e-token")


@pytest.fixture
def keeta() -> Iterator[tuple[Sandbox, LoopThread]]:
    with emulated_keeta(CONFIG) as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path, keeta: tuple[Sandbox, LoopThread]) -> Installation:
    return Installation(tmp_path, base_url=keeta[0].base_url)


@pytest.fixture
def order_id(keeta: tuple[Sandbox, LoopThread]) -> int:
    sandbox, thread = keeta
    return thread.submit(sandbox.place_order()).result(timeout=5)


def call(installation: Installation, *arguments: str) -> tuple[int, str, str]:
    done = installation.command("call", *arguments, "--data-dir", str(installation.data_dir))
    assert SECRET not in done.stdout + done.stderr
    assert "e2e-token" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


def test_an_order_is_read_with_the_shop_of_the_configuration(
    installation: Installation, order_id: int
) -> None:
    code, out, _ = call(installation, "order/get", "--json", f'{{"orderViewId": {order_id}}}')
    assert code == 0
    info = json.loads(out)["data"]["orderInfo"]
    assert info["baseOrder"]["orderViewId"] == order_id


def test_a_call_that_changes_something_wants_to_be_sure(
    installation: Installation, order_id: int
) -> None:
    body = f'{{"orderViewId": {order_id}}}'
    code, out, err = call(installation, "/order/confirm/", "--json", body)
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert call(installation, "order/confirm", "--json", body, "--yes")[0] == 0
    code, out, _ = call(installation, "order/confirm", "--json", body, "--yes")
    assert code == 1
    assert json.loads(out)["code"] != 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["order/list"], "not a documented call"),
        (["base/oauth/token", "--yes"], "not a documented call"),
        (["order/get", "--json", "{"], "does not hold JSON"),
        (["order/get", "--json", "[1]"], "must hold an object"),
        (["order/get", "--json", '{"sig": "x", "appId": 1}'], "Leave appId, sig out"),
    ],
)
def test_bad_input_is_told_before_anything_is_sent(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    code, out, err = call(Installation(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_the_token_is_the_one_that_the_program_has_renewed(
    installation: Installation,
    order_id: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was typed in dies an hour after the first renewal."""
    monkeypatch.setenv("KITCHEN_APP_KEETA_SECRET", SECRET)
    now = SystemClock().now()
    pair = TokenPair(access_token="e2e-token", issued_at=now, expires_at=None)
    vault = KeyringVault(
        app_id=APP_ID,
        shop_id=ShopId(str(SHOP_ID)),
        pasted=Secrets(app_secret=SECRET),
        clock=SystemClock(),
    )
    options = argparse.Namespace(
        endpoint="order/get",
        json=f'{{"orderViewId": {order_id}}}',
        data_dir=installation.data_dir,
        yes=False,
    )
    with in_use(MemoryKeyring()):
        asyncio.run(vault.save(HeldTokens(pair=pair)))
        assert execute(options) == 0
    assert str(order_id) in capsys.readouterr().out


def test_an_unreachable_keeta_is_told_in_words(tmp_path: Path) -> None:
    code, _, err = call(Installation(tmp_path), "scm/shop/base/get")
    assert code == 2
    assert "cannot be reached" in err


def test_whatever_is_named_like_a_secret_is_masked() -> None:
    answer = {
        "data": {"accessToken": "a", "list": [{"refreshToken": "b", "name": "c"}]},
        "sig": "d",
    }
    masked = json.dumps(without_secrets(answer))
    assert '"a"' not in masked
    assert '"b"' not in masked
    assert '"d"' not in masked
    assert '"c"' in masked


def test_the_table_has_no_endpoint_twice_in_another_spelling() -> None:
    assert len({path.lower() for path in ENDPOINTS}) == len(ENDPOINTS)
