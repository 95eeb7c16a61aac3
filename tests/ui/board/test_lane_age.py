"""The age of a lane has a grade where food is cooked, as a colour and a word."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.projection import Lane
from kitchen_app.ui.board.lane_age import LaneAge
from kitchen_app.ui.theme import Theme


@pytest.mark.parametrize(
    ("minutes", "role", "text"),
    [
        (6, "meta", "oldest 6 min"),
        (7, "meta_soon", "slow · 7\u00a0min"),
        (8, "meta_soon", "slow · 8\u00a0min"),
        (9, "meta_late", "late · 9\u00a0min"),
        (99, "meta_late", "late · 99\u00a0min"),
        (3, "meta", "oldest 3 min"),
    ],
)
def test_what_is_cooked_is_graded(
    qtbot: QtBot, theme: Theme, minutes: int, role: str, text: str
) -> None:
    age = LaneAge(replace(theme, soon_after_min=7, late_after_min=9), Lane.PREPARING)
    qtbot.addWidget(age)
    age.show_oldest(50)
    age.show_oldest(minutes)
    assert (age.property("role"), age.text()) == (role, text)


@pytest.mark.parametrize("lane", set(Lane) - {Lane.PREPARING})
def test_other_lanes_are_not(qtbot: QtBot, theme: Theme, lane: Lane) -> None:
    age = LaneAge(theme, lane)
    qtbot.addWidget(age)
    age.show_oldest(50)
    assert (age.property("role"), age.text()) == ("meta", "oldest 50 min")


def test_those_for_later_are_counted_apart(qtbot: QtBot, theme: Theme) -> None:
    age = LaneAge(replace(theme, soon_after_min=7, late_after_min=9), Lane.PREPARING)
    qtbot.addWidget(age)
    age.show_oldest(8, later=2)
    assert (age.property("role"), age.text()) == ("meta_soon", "slow · 8\u00a0min")
    age.show_oldest(3, later=2)
    assert (age.property("role"), age.text()) == ("meta", "later\u00a02")
