"""A word that marks the screen."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.badge import Badge


def test_a_badge_says_its_word(qtbot: QtBot, theme: Theme) -> None:
    badge = Badge(theme, "DEMO")
    qtbot.addWidget(badge)
    assert badge.sizeHint().width() > 30
