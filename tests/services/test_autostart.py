"""The words for what the system does at log-in."""

from pathlib import Path

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap.autostart import DesktopEntry
from kitchen_app.services.autostart import LogInStart, NoStart, StartState

COMMAND = ("/opt/kitchen/kitchen-app", "run")


def test_another_copy_is_neither_on_nor_off() -> None:
    assert set(StartState) == {StartState.OFF, StartState.ON, StartState.OTHER}


async def test_it_is_read_back_from_the_system(tmp_path: Path) -> None:
    start = LogInStart(DesktopEntry(tmp_path), COMMAND)
    assert await start.state() is StartState.OFF
    assert await start.switch(on=True) is StartState.ON
    other = LogInStart(DesktopEntry(tmp_path), ("/opt/other", "run"))
    assert await other.state() is StartState.OTHER
    assert await start.switch(on=False) is StartState.OFF


async def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("in the way")
    with pytest.raises(KnownError, match="by hand"):
        await LogInStart(DesktopEntry(tmp_path), COMMAND).switch(on=True)


@pytest.mark.parametrize("why", NoStart)
async def test_where_it_cannot_be_done_nothing_is(why: NoStart) -> None:
    start = LogInStart(why)
    assert await start.state() is why
    assert await start.switch(on=True) is why
