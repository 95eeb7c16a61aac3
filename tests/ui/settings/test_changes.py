"""A change can be taken back for a while; a size ends by itself unless it is kept."""

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.services.preferences import Setting
from kitchen_app.services.settings import Look
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.settings.changes import Changes, Stage
from tests.ui import canned
from tests.ui.settings.conftest import Paper, Until

LIGHT = {Setting.LOOK: Look.LIGHT}


def can_be_undone(changes: Changes) -> bool:
    last = changes.last
    return last is not None and last.stage is Stage.KEPT and last.until is not None


def test_a_change_is_kept_and_can_be_taken_back(
    changes: Changes, paper: Paper, until: Until
) -> None:
    changes.choose(LIGHT)
    until(lambda: can_be_undone(changes))
    assert changes.chosen.screen.look is Look.LIGHT
    changes.take_back()
    assert changes.last is None
    until(lambda: changes.chosen.screen.look is Look.DARK)
    assert paper.written == [LIGHT, {Setting.LOOK: Look.DARK}]
    assert changes.last is None


def test_after_a_while_it_is_not_offered_any_more(
    changes: Changes, moment: canned.FixedClock, clock: UiClock, until: Until
) -> None:
    changes.choose(LIGHT)
    until(lambda: can_be_undone(changes))
    moment.forward(seconds=9)
    clock.tick()
    assert can_be_undone(changes)
    moment.forward(seconds=2)
    clock.tick()
    assert changes.last is None
    changes.take_back()
    assert changes.chosen.screen.look is Look.LIGHT


def test_what_is_in_force_already_is_no_change(changes: Changes, paper: Paper) -> None:
    changes.choose({Setting.LOOK: Look.DARK})
    assert changes.last is None
    assert paper.written == []


def test_a_size_ends_by_itself_and_was_never_written(
    changes: Changes,
    paper: Paper,
    moment: canned.FixedClock,
    clock: UiClock,
    until: Until,
    qtbot: QtBot,
) -> None:
    changes.choose({Setting.SCALE: 1.4})
    until(lambda: changes.chosen.screen.scale == 1.4)
    assert changes.left_s == 15
    moment.forward(seconds=14.5)
    with qtbot.waitSignal(changes.last_changed):
        clock.tick()
    assert changes.left_s == 1
    moment.forward(seconds=1)
    clock.tick()
    until(lambda: changes.chosen.screen.scale == 1.0)
    assert paper.written == []
    assert changes.last is None


def test_a_size_that_is_kept_is_written(changes: Changes, paper: Paper, until: Until) -> None:
    changes.choose({Setting.SCALE: 1.4})
    until(lambda: changes.chosen.screen.scale == 1.4)
    changes.keep()
    until(lambda: can_be_undone(changes))
    assert paper.written == [{Setting.SCALE: 1.4}]
    changes.take_back()
    until(lambda: changes.chosen.screen.scale == 1.0)
    assert paper.written[-1] == {Setting.SCALE: 1.0}


def test_two_sizes_lead_back_to_the_first(changes: Changes, until: Until) -> None:
    for scale in (1.2, 1.4):
        changes.choose({Setting.SCALE: scale})
        until(lambda wanted=scale: changes.chosen.screen.scale == wanted)  # type: ignore[misc]  # mypy cannot type a default here
    changes.take_back()
    until(lambda: changes.chosen.screen.scale == 1.0)


def test_who_goes_on_to_change_something_else_keeps_the_size(
    changes: Changes, paper: Paper, until: Until
) -> None:
    changes.choose({Setting.SCALE: 1.2})
    until(lambda: changes.chosen.screen.scale == 1.2)
    changes.choose(LIGHT)
    until(lambda: can_be_undone(changes))
    assert paper.written == [{Setting.SCALE: 1.2, Setting.LOOK: Look.LIGHT}]
    changes.take_back()
    until(lambda: changes.chosen.screen.look is Look.DARK)
    assert changes.chosen.screen.scale == 1.0


def test_what_cannot_be_written_is_told_and_the_old_value_stays(
    changes: Changes, paper: Paper, until: Until, clock: UiClock
) -> None:
    paper.trouble = "the disk is full"
    changes.choose(LIGHT)
    until(lambda: changes.last is not None and changes.last.stage is Stage.FAILED)
    assert changes.last is not None
    assert changes.last.why == "the disk is full"
    assert changes.chosen.screen.look is Look.DARK
    clock.tick()
    assert changes.last is not None, "it stays until it is read"
    changes.take_back()
    assert changes.last is None


def test_a_size_that_cannot_be_kept_goes_back(changes: Changes, paper: Paper, until: Until) -> None:
    changes.choose({Setting.SCALE: 1.4})
    until(lambda: changes.chosen.screen.scale == 1.4)
    paper.trouble = "the disk is full"
    changes.keep()
    until(lambda: changes.chosen.screen.scale == 1.0)
    assert changes.last is not None
    assert changes.last.stage is Stage.FAILED


def test_a_bug_of_ours_is_told_as_one(
    changes: Changes, until: Until, caplog: pytest.LogCaptureFixture
) -> None:
    changes.choose({Setting.SOON_AFTER_MIN: 99})
    until(lambda: "soon_after_min" in caplog.text)
    caplog.clear()
    assert changes.chosen.screen.soon_after_min == 10


def test_nothing_can_be_kept_when_nothing_is_tried(changes: Changes, paper: Paper) -> None:
    changes.keep()
    changes.take_back()
    assert changes.last is None
    assert changes.left_s == 0
    assert paper.written == []
