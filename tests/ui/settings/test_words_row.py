"""Words are added and taken away; a word that is there already is not added again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.allergies import KNOWN_WORDS
from kitchen_app.services.preferences import Chosen, Setting
from kitchen_app.services.settings import LANGUAGES, MOST_WORDS, ScreenSettings
from kitchen_app.ui.settings.words_row import WordsRow
from kitchen_app.ui.theme import Theme


@pytest.fixture
def row(ground: QWidget, theme: Theme) -> WordsRow:
    made = WordsRow(theme, Setting.ALLERGY_WORDS, ground)
    made.show_chosen(Chosen(screen=ScreenSettings(allergy_words=("sesame", "سمسم"))))
    made.show()
    return made


def test_a_word_is_typed_and_added(qtbot: QtBot, row: WordsRow) -> None:
    QTest.keyClicks(row.field, "  celery   salt ")
    with qtbot.waitSignal(row.chosen) as asked:
        QTest.mouseClick(row.add_button, Qt.MouseButton.LeftButton)
    assert asked.args == [Setting.ALLERGY_WORDS, ("sesame", "سمسم", "celery salt")]


def test_enter_adds_it_too(qtbot: QtBot, row: WordsRow) -> None:
    QTest.keyClicks(row.field, "soy")
    with qtbot.waitSignal(row.chosen):
        QTest.keyClick(row.field, Qt.Key.Key_Return)


@pytest.mark.parametrize("typed", ["", "x", "   ", "SESAME", "سمسم"])
def test_what_is_no_new_word_cannot_be_added(qtbot: QtBot, row: WordsRow, typed: str) -> None:
    row.field.setText(typed)
    assert not row.add_button.isEnabled()
    with qtbot.assertNotEmitted(row.chosen):
        QTest.keyClick(row.field, Qt.Key.Key_Return)


def test_there_is_an_end_to_it(row: WordsRow) -> None:
    many = tuple(f"word {n}" for n in range(MOST_WORDS))
    row.show_chosen(Chosen(screen=ScreenSettings(allergy_words=many)))
    row.field.setText("one more")
    assert not row.add_button.isEnabled()
    row.field.setText("x" * 99)
    assert len(row.field.text()) == 40


def test_a_word_is_taken_away(qtbot: QtBot, row: WordsRow) -> None:
    assert "سمسم" in row.buttons[1].text()
    with qtbot.waitSignal(row.chosen) as asked:
        QTest.mouseClick(row.buttons[0], Qt.MouseButton.LeftButton)
    assert asked.args == [Setting.ALLERGY_WORDS, ("سمسم",)]
    row.show_chosen(Chosen())
    assert row.buttons == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_that_are_known_anyway_stand_there(row: WordsRow, language: str) -> None:
    for word in KNOWN_WORDS[language]:
        assert word in row.known.text()
