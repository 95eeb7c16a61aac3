"""Blocks find their place: headlines shrink before they break, rows part where they must."""

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.printing.blocks import Blank, Edges, Headline, Item, Note, Role, Row, Words
from kitchen_app.printing.place import place
from kitchen_app.printing.sheet import Sheet
from kitchen_app.ui.theme import load_fonts

SIZES = dict.fromkeys(Role, 5.0) | {Role.NUMBER: 27.0}


@pytest.fixture
def sheet(qapp: QApplication) -> Sheet:
    load_fonts()
    return Sheet(576, SIZES, is_right_to_left=False)


def lines(sheet: Sheet) -> list[int]:
    return [each.text.lineCount() for each in sheet.placed if each.text]


@pytest.mark.parametrize(("number", "count"), [("1042", 1), ("104210421", 1), ("W" * 40, 5)])
def test_a_long_number_becomes_smaller_before_it_is_broken(
    sheet: Sheet, number: str, count: int
) -> None:
    place(Headline(text=number), sheet)
    assert lines(sheet) == [count]


def test_two_texts_share_a_line_while_they_fit(sheet: Sheet) -> None:
    place(Row(start="Ready by", end="14:50"), sheet)
    first = sheet.y
    place(Row(start="Ready by " * 6, end="14:50", second="x"), sheet)
    assert sheet.y - first > 2 * first


def test_two_languages_share_a_line_while_they_fit(sheet: Sheet) -> None:
    place(Words(text="Delivery", second="外送"), sheet)
    assert len(sheet.placed) == 1
    place(Words(text="Delivery " * 5, second="外送"), sheet)
    assert len(sheet.placed) == 3


def test_a_short_note_takes_one_line(sheet: Sheet) -> None:
    place(Note(title="NOTE", text="no ice", is_inverse=True), sheet)
    assert len(sheet.placed) == 2
    place(Note(title="NOTE", text="no ice\nno milk", is_inverse=True), sheet)
    assert len(sheet.placed) == 6


def test_a_box_is_as_wide_as_its_figures(sheet: Sheet) -> None:
    for quantity in ("2", "200", "9" * 30):
        place(Item(quantity=quantity, name="Tea", is_boxed=True), sheet)
    widths = [each.rect.width() for each in sheet.placed if each.is_inverting]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] < widths[2] < 576 / 2


def test_a_name_has_a_third_of_the_paper_at_least(qapp: QApplication) -> None:
    load_fonts()
    narrow = Sheet(200, SIZES, is_right_to_left=False)
    place(Item(quantity="99999", name="Tea", is_boxed=True, indent=30), narrow)
    assert [each.rect.width() for each in narrow.placed if each.text][-1] > 66


def test_the_pattern_reaches_both_edges(sheet: Sheet) -> None:
    place(Edges(), sheet)
    assert min(each.rect.left() for each in sheet.placed) == 0
    assert max(each.rect.right() for each in sheet.placed) == 575


def test_blank_lines_have_a_height(sheet: Sheet) -> None:
    place(Blank(lines=3), sheet)
    assert sheet.y == 3 * 35


def test_an_option_stands_under_its_dish_with_a_number_or_without(sheet: Sheet) -> None:
    place(Item(quantity="12", name="Tea", is_boxed=True, has_check=True), sheet)
    name = sheet.placed[-1].rect.left() if sheet.placed[-1].text else sheet.under
    place(Item(quantity="", name="Less ice", role=Role.OPTION, indent=1), sheet)
    bare = sheet.placed[-1].rect.left()
    place(Item(quantity="2", name="Syrup", role=Role.OPTION, indent=2), sheet)
    boxed = min(each.rect.left() for each in sheet.placed[-2:])
    assert sheet.under <= name
    assert sheet.under < bare < boxed
