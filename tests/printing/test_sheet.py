"""Whatever customers write has its place on the paper, and none of it lies beyond."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.order import Line, Option
from kitchen_app.domain.tickets import Copy, Paper
from kitchen_app.printing.blocks import Role
from kitchen_app.printing.plain_text import printable
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.render import draw, lay_out
from kitchen_app.printing.sheet import Sheet, Style
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN, document, template_of
from kitchen_app.ui.theme import load_fonts
from tests.builders import STEADY
from tests.printing.papers import AR_EN, EN, LONG_NOTE, ORDER, SCENES, many, ticket

TEMPLATES = load_templates(KNOWN).by_name
SOME = settings(STEADY, max_examples=60)

TEXTS = st.one_of(
    st.text(max_size=80),
    st.text(alphabet="م ح55-سع \u200f\u202e🌶WW（）{}\n\x1b", max_size=80),
    st.sampled_from(["W" * 90, "雞" * 60, "1" * 40]),
)
LINES = st.builds(
    Line,
    line_id=st.just("1"),
    name=TEXTS,
    spec=TEXTS,
    note=TEXTS,
    quantity=st.integers(0, 10**9),
    left=st.none() | st.integers(0, 3),
    options=st.lists(
        st.builds(Option, name=TEXTS, quantity=st.integers(1, 99), depth=st.integers(0, 30)),
        max_size=2,
    ).map(tuple),
)
PAPERS = st.builds(
    lambda lines, note, number, copy: ticket(
        replace(ORDER, lines=tuple(lines), note=note, number=number), copy, station=note
    ),
    st.lists(LINES, max_size=3),
    TEXTS,
    TEXTS,
    st.sampled_from(Copy),
)


def laid_out(paper: Paper, width: int, reader: Reader = EN) -> Sheet:
    load_fonts()
    return lay_out(document(paper, TEMPLATES[template_of(paper)], reader, width=width), width)


def beyond(sheet: Sheet) -> list[object]:
    """Return what is not wholly on the paper: areas, and lines of text wider than their place."""
    paper = QRect(0, 0, sheet.width, sheet.y)
    found: list[object] = [each for each in sheet.placed if not paper.contains(each.rect)]
    for each in sheet.placed:
        for index in range(each.text.lineCount() if each.text else 0):
            assert each.text is not None
            line = each.text.lineAt(index)
            if line.naturalTextWidth() > each.rect.width() + 1:
                found.append((each.text.text(), line.naturalTextWidth(), each.rect.width()))
    return found


@SOME
@given(paper=PAPERS, width=st.sampled_from([200, 384, 576]), reader=st.sampled_from([EN, AR_EN]))
def test_whatever_is_written_lies_on_the_paper(
    qapp: QApplication, paper: Paper, width: int, reader: Reader
) -> None:
    sheet = laid_out(paper, width, reader)
    assert beyond(sheet) == []
    raster = draw(sheet)
    assert (raster.width, raster.height) == (width, sheet.y)


@SOME
@given(lines=st.lists(LINES, max_size=4), reader=st.sampled_from([EN, AR_EN]))
def test_every_lines_name_is_laid_out(
    qapp: QApplication, lines: list[Line], reader: Reader
) -> None:
    sheet = laid_out(ticket(replace(ORDER, lines=tuple(lines))), 384, reader)
    texts = "\n".join(each.text.text() for each in sheet.placed if each.text)
    plain = _letters(texts)
    for line in lines:
        for name in (line.name, line.spec):
            assert _letters(printable(name)) in plain


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@pytest.mark.parametrize("name", SCENES)
def test_our_own_papers_lie_on_the_paper(qapp: QApplication, name: str) -> None:
    scene = SCENES[name]
    for width in (200, 384, 576):
        assert beyond(laid_out(scene.paper, width, scene.reader)) == []


def test_two_hundred_lines_and_long_notes_are_all_there(qapp: QApplication) -> None:
    order = replace(ORDER, lines=many(200), note=LONG_NOTE)
    sheet = laid_out(ticket(order), 576)
    names = [each.text.text() for each in sheet.placed if each.text]
    assert sum("Lentil soup" in name for name in names) == 50
    assert draw(sheet).height == sheet.y


def test_nothing_is_smaller_than_people_can_read(qapp: QApplication) -> None:
    sheet = Sheet(200, dict.fromkeys(Role, 3.0), is_right_to_left=False)
    assert sheet.px(Role.SMALL) == 24


def test_a_sheet_that_reads_from_the_right_is_mirrored() -> None:
    sheet = Sheet(400, {}, is_right_to_left=True)
    sheet.fill(0, 0, 100, 10)
    assert sheet.placed[0].rect == QRect(300, 0, 100, 10)


def test_lines_stand_at_a_fixed_pitch_by_their_script(qapp: QApplication) -> None:
    load_fonts()
    sheet = Sheet(400, {}, is_right_to_left=False)
    heights = [sheet.text(text, Style(px=100), 10_000).height for text in ("a", "雞", "ش")]
    assert heights == [120, 124, 142]


def test_what_comes_again_is_laid_out_once_and_what_somebody_wrote_is_forgotten(
    qapp: QApplication,
) -> None:
    load_fonts()
    one, other = (Sheet(width=400, sizes={}, is_right_to_left=False) for _ in range(2))
    style = Style(px=30)
    assert one.text("Lentil soup", style, 300) is other.text("Lentil soup", style, 300)
    assert one.text("Lentil soup", style, 300) is not one.text("Lentil soup", style, 200)
    assert one.text(LONG_NOTE, style, 300) is not one.text(LONG_NOTE, style, 300)
    marked = ((0, 3),)
    assert one.text("nut", style, 300, marked) is not one.text("nut", style, 300, marked)


def test_marked_words_are_turned_over_line_by_line(qapp: QApplication) -> None:
    load_fonts()
    sheet = Sheet(width=400, sizes={}, is_right_to_left=False)
    text = sheet.text("no sesame\nno nuts", Style(px=30), 390, ((3, 9), (13, 17)))
    sheet.put(text, 5, 100, 390)
    first, second = (each.rect for each in sheet.placed if each.is_inverting)
    assert first.top() == 100
    assert first.bottom() + 1 == second.top()
    assert second.bottom() + 1 == 100 + text.height
    assert 5 < second.left() < first.left() + first.width() < 395
