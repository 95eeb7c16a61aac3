"""What every form says when its own words are not needed."""

from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.form import Form
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_a_form_says_why_it_is_empty(theme: Theme, clock: UiClock, qtbot: QtBot) -> None:
    form: Form[str, str, KnownError] = Form(theme, clock)
    qtbot.addWidget(form)
    assert form.half_typed == ""
    assert form.unknown_words() == "Keeta has not told its hours yet."
    assert form.place_words(canned.NOW) == ""
