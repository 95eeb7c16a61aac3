"""Starting at log-in is what the system says it is; each sound can be heard."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.services.alarm import Sound
from kitchen_app.services.autostart import LogInStart, NoStart, StartState
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.settings.computer_rows import SoundsRow, StartRow
from kitchen_app.ui.theme import Theme
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker
from tests.ui.settings.conftest import Until

MakeRow = Callable[[], StartRow]


@pytest.fixture
def make_row(theme: Theme, bridge: Bridge, ground: QWidget) -> MakeRow:
    def make() -> StartRow:
        row = StartRow(theme, bridge.asks.house, ground)
        row.show()
        return row

    return make


def in_force(row: StartRow) -> list[StartState]:
    return [state for state, segment in row.segments.items() if segment.isChecked()]


def test_the_system_says_what_is_in_force(
    make_row: MakeRow, kitchen: FakeKitchen, until: Until
) -> None:
    kitchen.system_start.started = StartState.ON
    row = make_row()
    assert in_force(row) == []
    until(lambda: in_force(row) == [StartState.ON])
    assert row.told.isHidden()


def test_a_touch_asks_the_system_and_shows_its_answer(
    make_row: MakeRow, kitchen: FakeKitchen, until: Until
) -> None:
    row = make_row()
    until(lambda: in_force(row) == [StartState.OFF])
    for wanted in (StartState.ON, StartState.OFF):
        row.segments[wanted].click()
        assert in_force(row) == [], "nothing is called done before the system says so"
        until(lambda wanted=wanted: in_force(row) == [wanted])  # type: ignore[misc]  # bound now
        assert kitchen.system_start.started is wanted


def test_another_copy_is_explained_and_can_be_replaced(
    make_row: MakeRow, kitchen: FakeKitchen, until: Until
) -> None:
    kitchen.system_start.started = StartState.OTHER
    row = make_row()
    until(row.told.isVisible)
    assert "another copy" in row.told.text()
    row.segments[StartState.ON].click()
    until(lambda: in_force(row) == [StartState.ON])
    assert row.told.isHidden()


def test_a_refusal_is_told_with_its_cure_and_can_be_tried_again(
    make_row: MakeRow, kitchen: FakeKitchen, until: Until
) -> None:
    row = make_row()
    until(lambda: in_force(row) == [StartState.OFF])
    kitchen.system_start.trouble = "/x cannot be changed"
    row.segments[StartState.ON].click()
    until(row.told.isVisible)
    assert "by hand" in row.told.text()
    assert "/x cannot be changed" in row.told.text()
    kitchen.system_start.trouble = ""
    row.segments[StartState.ON].click()
    until(lambda: in_force(row) == [StartState.ON])


@pytest.mark.parametrize("why", NoStart)
def test_where_it_cannot_be_done_there_is_only_the_reason(
    make_row: MakeRow, kitchen: FakeKitchen, until: Until, why: NoStart
) -> None:
    kitchen.log_in = LogInStart(why)
    row = make_row()
    until(row.told.isVisible)
    assert not any(segment.isVisible() for segment in row.segments.values())


def test_it_may_need_the_managers_pin(
    make_row: MakeRow, kitchen: FakeKitchen, bridge: Bridge, qtbot: QtBot, until: Until
) -> None:
    row = make_row()
    until(lambda: in_force(row) == [StartState.OFF])
    kitchen.pins.set("2580")
    with qtbot.waitSignal(bridge.asks.approval_wanted) as asked:
        row.segments[StartState.ON].click()
    assert asked.args is not None
    assert asked.args[0] == Matter(deed=Deed.SETTINGS)
    until(lambda: in_force(row) == [StartState.OFF])
    assert kitchen.system_start.started is StartState.OFF


def test_each_sound_can_be_heard(theme: Theme, ground: QWidget) -> None:
    output = FakeLoudspeaker()
    row = SoundsRow(theme, output, ground)
    for button in row.buttons.values():
        button.click()
    assert output.heard == [
        Sound.NEW,
        Sound.CANCELLED,
        Sound.REFUND,
        Sound.RIDER,
        Sound.FAULT,
    ]


def test_the_buttons_are_wide_enough_for_a_thumb(theme: Theme, ground: QWidget) -> None:
    row = SoundsRow(theme, FakeLoudspeaker(), ground)
    row.show()
    for width in (300, 640):
        row.resize(width, row.sizeHint().height())
        heights = [button.minimumSizeHint().height() for button in row.buttons.values()]
        assert min(heights) >= theme.px("target")
