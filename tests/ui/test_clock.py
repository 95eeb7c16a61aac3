"""One timer tells everybody the time."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.clock import UiClock
from tests.ui import canned


def test_it_ticks_until_it_is_stopped(
    qtbot: QtBot, clock: UiClock, moment: canned.FixedClock
) -> None:
    with qtbot.waitSignals([clock.ticked, clock.ticked]):
        clock.start()
    clock.stop()
    with qtbot.assertNotEmitted(clock.ticked, wait=300):
        moment.forward(seconds=1)
    assert clock.now() == moment.now()
