"""The running program says how it is, and an outsider can read it."""

from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.bootstrap.status import FILE_NAME, StatusFile, read_status
from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.access import AccessView
from kitchen_app.services.links import Links, LinkState, Trouble
from tests.fakes import NOON, FakeClock


class AccessInSight:
    """As much of the access as the status shows."""

    view = AccessView(authorisation=Authorisation.GOOD)


def a_file(folder: Path, links: Links) -> StatusFile:
    return StatusFile(
        folder,
        links=links,
        access=AccessInSight(),  # type: ignore[arg-type]  # the view is all that is looked at
        clock=FakeClock(),
        port=lambda: 8470,
    )


async def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    links = Links(FakeClock())
    links.sending_broken(Trouble.UNREACHABLE)
    links.clock_measured(timedelta(seconds=3))
    await a_file(tmp_path, links).write()
    status = read_status(tmp_path)
    assert status is not None
    assert (status.at, status.access) == (NOON, Authorisation.GOOD)
    assert status.links.sending.state is LinkState.BROKEN
    assert status.links.clock_offset == timedelta(seconds=3)
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"at": 1}'])
def test_nothing_readable_is_no_status(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE_NAME).write_bytes(content)
    assert read_status(tmp_path) is None


async def test_a_place_that_cannot_be_written_costs_one_warning(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = a_file(tmp_path / "later", Links(FakeClock()))
    await file.write()
    await file.write()
    assert caplog.text.count("cannot be written") == 1
    (tmp_path / "later").mkdir()
    await file.write()
    assert read_status(tmp_path / "later") is not None
    caplog.clear()
