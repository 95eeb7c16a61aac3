"""A button whose words wrap."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.words_button import WordsButton


def test_it_grows_with_its_words_and_never_below_a_finger(qtbot: QtBot, theme: Theme) -> None:
    button = WordsButton(theme, "work")
    qtbot.addWidget(button)
    button.show_words("Refuse", spoken="Refuse order 7")
    assert button.heightForWidth(400) == theme.px("primary")
    assert button.sizeHint().height() == theme.px("primary")
    assert button.minimumSizeHint().height() == theme.px("primary")
    button.show_words("Refuse the refund of an order " * 4, spoken="Refuse order 7")
    button.show_hint("It had left already")
    assert button.heightForWidth(200) > theme.px("primary")
    assert (button.accessibleName(), button.text()) == ("Refuse order 7", "")
    assert button.accessibleDescription() == button.hint == "It had left already"


def test_its_words_are_dim_while_it_cannot_be_pressed(qtbot: QtBot, theme: Theme) -> None:
    button = WordsButton(theme, "work")
    qtbot.addWidget(button)
    button.show_words("Refuse", spoken="Refuse")
    button.setEnabled(False)
    labels = button.findChildren(type(button._words))
    assert {label.property("off") for label in labels} == {"yes"}
    button.setEnabled(True)
    assert {label.property("off") for label in labels} == {""}
