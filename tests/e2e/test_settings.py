"""Settings are changed on the real window, written into the file, and orders come in meanwhile."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.bootstrap.window import Desk, open_desk
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import LastResort, Look, Secrets
from kitchen_app.store.config_file import FILE_NAME, load_settings
from kitchen_app.store.kept_settings import KeptSettings
from kitchen_app.ui import i18n
from kitchen_app.ui.settings.panel import SettingsPanel
from kitchen_app.ui.settings.rows import ChoiceRow
from tests.e2e.stage import Silence, Stage, emulated_keeta

Wait = Callable[[Callable[[], bool]], None]

FILE = """\
# The owner's note.
[keeta]
base_url = "{base_url}"
app_id = {app_id}
shop_id = {shop_id}
[webhook]
port = 0
path = "/keeta/stage"
[screen]
language = "en" # of the whole team
motion = "off"
"""


async def _started(config: CoreConfig) -> Core:
    core = Core(config)
    await core.start()
    return core


def _written(data_dir: Path, sandbox: Sandbox) -> CoreConfig:
    keeta = sandbox.config
    text = FILE.format(base_url=sandbox.base_url, app_id=keeta.app_id, shop_id=keeta.shop_id)
    (data_dir / FILE_NAME).write_text(text, "utf-8")
    return CoreConfig(
        data_dir=data_dir,
        settings=load_settings(data_dir),
        secrets=Secrets(app_secret=keeta.secret, access_token=keeta.access_token),
        clock=SystemClock(),
        settings_file=KeptSettings(data_dir),
    )


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    with emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta):
        thread, sound = LoopThread("core"), Silence()
        thread.start()
        core = thread.submit(_started(_written(tmp_path, sandbox))).result(timeout=10)
        keeta.call_soon(partial(sandbox.set_callback_url, core.callback_url))
        desk = open_desk(core.kitchen, thread, sound, demo=False)
        try:
            yield Stage(
                sandbox=sandbox, keeta=keeta, core=core, core_thread=thread, desk=desk, sound=sound
            )
        finally:
            desk.close()
            desk.window.deleteLater()
            thread.submit(core.stop()).result(timeout=15)
            thread.stop()


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=15_000)

    return until


def panel_of(desk: Desk) -> SettingsPanel:
    """Open the settings as a person would, unless they are open."""
    settings = desk.screen.settings
    if settings is None or not settings.is_open:
        desk.window.activateWindow()
        unlocked = QSignalSpy(desk.bridge.asks.settings_unlocked)
        QTest.keyClick(desk.window, Qt.Key.Key_S)
        assert unlocked.wait(15_000)
        settings = desk.screen.settings
    assert settings is not None
    assert settings.is_open
    return settings


def press(desk: Desk, setting: Setting, value: object) -> None:
    row = panel_of(desk).rows[setting]
    assert isinstance(row, ChoiceRow)
    segment = next(each for each in row.segments if each.option.value == value)
    segment.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(segment, Qt.Key.Key_Return)


def is_told(desk: Desk) -> bool:
    """Tell whether the panel says that something was changed, tried or not kept."""
    return panel_of(desk).bar.isVisible()


def told(folder: Path) -> str:
    return (folder / FILE_NAME).read_text("utf-8")


def test_the_screen_turns_to_arabic_while_an_order_rings_and_another_comes(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    first = str(stage.place())
    wait(lambda: first in stage.desk.window.board.cards)
    wait(lambda: stage.sound.looping is not None)
    before = stage.desk.window
    press(stage.desk, Setting.LANGUAGE, "ar")
    second = str(stage.place())
    wait(lambda: stage.desk.window is not before)
    assert stage.sound.looping is not None
    assert i18n.language() == "ar"
    assert stage.desk.window.layoutDirection() is Qt.LayoutDirection.RightToLeft
    wait(lambda: {first, second} <= stage.desk.window.board.cards.keys())
    assert stage.desk.window.board.cards[first].foot.step_button.text() == i18n.tr("card.accept")
    assert 'language = "ar" # of the whole team' in told(tmp_path)
    assert told(tmp_path).startswith("# The owner's note.")
    assert load_settings(tmp_path).screen.language == "ar"
    button = stage.desk.window.board.cards[first].foot.step_button
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    wait(lambda: stage.keeta_says(int(first)).phase.value != "new")


def test_the_settings_stay_open_at_their_row(stage: Stage, wait: Wait) -> None:
    before = panel_of(stage.desk)
    press(stage.desk, Setting.LOOK, Look.LIGHT)
    wait(lambda: stage.desk.screen.settings not in (before, None))
    after = panel_of(stage.desk)
    assert after.row_in_use() is Setting.LOOK
    wait(partial(is_told, stage.desk))
    after.bar.back_button.click()
    wait(lambda: stage.core.kitchen.preferences.chosen.screen.look is Look.DARK)


def test_a_size_goes_back_by_escape_and_is_not_in_the_file(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    before = told(tmp_path)
    press(stage.desk, Setting.SCALE, 1.2)
    wait(lambda: stage.core.kitchen.preferences.chosen.screen.scale == 1.2)
    wait(partial(is_told, stage.desk))
    QTest.keyClick(panel_of(stage.desk), Qt.Key.Key_Escape)
    wait(lambda: stage.core.kitchen.preferences.chosen.screen.scale is None)
    assert told(tmp_path) == before


def test_what_cannot_be_written_is_told_in_words_and_not_in_force(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    before = told(tmp_path)
    (tmp_path / "kitchen.toml.new").mkdir()
    press(stage.desk, Setting.LOOK, Look.LIGHT)
    wait(partial(is_told, stage.desk))
    assert panel_of(stage.desk).bar.title == "Not changed: Background"
    assert "kitchen.toml cannot be changed" in panel_of(stage.desk).bar.why
    assert stage.core.kitchen.preferences.chosen.screen.look is Look.DARK
    row = panel_of(stage.desk).rows[Setting.LOOK]
    assert isinstance(row, ChoiceRow)
    assert [segment.isChecked() for segment in row.segments] == [True, False]
    assert told(tmp_path) == before


def test_the_owners_choice_for_the_last_minute_is_in_force(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    window = stage.desk.window
    press(stage.desk, Setting.LAST_MINUTE, LastResort.ACCEPT)
    wait(lambda: load_settings(tmp_path).alarm.last_minute is LastResort.ACCEPT)
    wait(lambda: stage.core.kitchen.preferences.chosen.last_minute is LastResort.ACCEPT)
    assert stage.desk.window is window, "nothing of it is seen on the board"
