"""Phones are typed as digits, from left to right, one to three of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shop.phone_rows import PhoneRows
from kitchen_app.ui.theme import Theme

ONE, TWO = "966-501234567", "852-21234567"


@pytest.fixture
def rows(theme: Theme, qtbot: QtBot) -> PhoneRows:
    rows = PhoneRows(theme)
    qtbot.addWidget(rows)
    rows.show()
    rows.edited.connect(lambda phones: rows.show_phones(phones, wrong=None))
    rows.show_phones((ONE,), wrong=None)
    return rows


def test_what_is_no_digit_is_not_taken(rows: PhoneRows) -> None:
    rows.rows[0].number.clear()
    QTest.keyClicks(rows.rows[0].number, "50 12-34a")
    assert rows.phones == ("966-501234",)
    rows.rows[0].number.clear()
    rows.rows[0].number.insert("٥٠ ١٢")  # as an Arabic keyboard types them, or pasted
    assert rows.phones == ("966-5012",)
    rows.rows[0].number.insert("1" * 20)
    assert rows.phones == ("966-5012",)
    assert rows.rows[0].layoutDirection() is Qt.LayoutDirection.LeftToRight


def test_phones_are_added_with_the_code_of_the_place_and_removed(rows: PhoneRows) -> None:
    rows.new_code = "852"
    rows.add_button.click()
    assert rows.rows[1].number.hasFocus()
    QTest.keyClicks(rows.rows[1].number, "21234567")
    assert rows.phones == (ONE, TWO)
    rows.add_button.click()
    assert rows.add_button.isHidden()
    rows.rows[2].remove_button.click()
    rows.rows[0].remove_button.click()
    assert list(rows.phones) == [TWO]
    assert [row.isVisible() for row in rows.rows] == [True, False, False]


def test_the_wrong_one_is_marked(rows: PhoneRows) -> None:
    rows.show_phones((ONE, "852-"), wrong=1)
    assert [row.code.property("wrong") for row in rows.rows] == ["", "yes", ""]
    rows.show_phones((ONE, TWO), wrong=None)
    assert rows.rows[1].number.property("wrong") == ""


def test_without_a_known_place_the_code_is_typed_first(rows: PhoneRows) -> None:
    rows.add_button.click()
    assert rows.rows[1].code.hasFocus()
