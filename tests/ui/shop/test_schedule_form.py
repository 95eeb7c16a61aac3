"""The week and the special days say the same of place and faults."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from kitchen_app.domain.hours import HoursFault, InvalidHours, Week
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.schedule_form import ScheduleForm
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_they_know_the_shops_clock_and_say_which_day_is_wrong(
    theme: Theme, clock: UiClock, bridge: Bridge, qtbot: QtBot
) -> None:
    form: ScheduleForm[Week, str] = ScheduleForm(theme, clock)
    qtbot.addWidget(form)
    assert form.asks_of(bridge.asks) is bridge.asks.hours
    form.facts = canned.shop()
    now = form.place_words(canned.NOW)
    assert now != form.place_words(canned.NOW + timedelta(hours=1))
    fault = next(iter(HoursFault))
    assert "Monday" in form.fault_words(InvalidHours(fault, "mon"))
