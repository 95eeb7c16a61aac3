"""The steps of an order with their times."""

from datetime import timedelta

from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.ui import words
from kitchen_app.ui.board.timeline_view import TimelineView
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_it_shows_each_step_and_forgets_those_of_another_order(qtbot: QtBot, theme: Theme) -> None:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    done = canned.completed("1")
    view.show_card(canned.card(done), canned.NOW)
    steps = [word for _, word in view.shown]
    assert steps == ["ordered", "accepted", "ready", "delivered", "finished"]
    assert done.ready_at is not None
    assert view.shown[2][0] == words.clock_time(done.ready_at)
    view.show_card(canned.card(canned.order("2")), canned.NOW)
    assert [word for _, word in view.shown] == ["ordered"]
    assert [row[0].isHidden() for row in view._rows] == [False, True, True, True, True]


def test_it_says_who_accepted_if_nobody_did(qtbot: QtBot, theme: Theme) -> None:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    view.show_card(canned.states()["by_program"], canned.NOW)
    assert "accepted by the program" in [word for _, word in view.shown]


def test_ticked_lines_are_evidence_with_their_time(qtbot: QtBot, theme: Theme) -> None:
    view = TimelineView(theme)
    qtbot.addWidget(view)
    cooking = canned.card(canned.order("1", status=Status.ACCEPTED, age_s=600))
    view.show_card(canned.ticked(cooking, 1), canned.NOW)
    assert view.shown[-1] == (
        words.clock_time(canned.NOW - timedelta(minutes=1)),
        "1 of 2 lines ticked",
    )
    view.show_card(cooking, canned.NOW)
    assert [word for _, word in view.shown] == ["ordered", "accepted"]
