"""Folding never hides an allergy, and a remark only when nothing else is left to hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from kitchen_app.domain.order import Line
from kitchen_app.services.settings import LANGUAGES, ScreenSettings
from kitchen_app.ui import i18n, menu_names
from kitchen_app.ui.board.card_lines import LinesView, fitting
from kitchen_app.ui.theme import Theme
from tests.ui import canned

NOTES = ("", "no pickles", "nut allergy")
rows = st.lists(st.tuples(st.sampled_from(NOTES), st.integers(20, 200)), max_size=20)
Rows = list[tuple[str, int]]


def lines_of(sizes: Rows) -> list[Line]:
    return [Line(line_id=str(at), name="x", note=note) for at, (note, _) in enumerate(sizes)]


def shown_of(sizes: Rows, room: int) -> set[int]:
    return fitting(lines_of(sizes), [height for _, height in sizes], room)


@given(rows, st.integers(0, 1000))
def test_every_allergy_and_at_least_one_line_are_shown(sizes: Rows, room: int) -> None:
    shown = shown_of(sizes, room)
    assert {at for at, (note, _) in enumerate(sizes) if "allergy" in note} <= shown
    assert bool(shown) == bool(sizes)


@given(rows)
def test_what_fits_is_not_folded(sizes: Rows) -> None:
    assert shown_of(sizes, sum(height for _, height in sizes)) == set(range(len(sizes)))


@given(rows, st.integers(0, 1000))
def test_the_room_is_kept_unless_allergies_need_more(sizes: Rows, room: int) -> None:
    shown = shown_of(sizes, room)
    allergies = {at for at, (note, _) in enumerate(sizes) if "allergy" in note}
    if len(shown) > max(1, len(allergies)):
        assert sum(sizes[at][1] for at in shown) <= room


@given(rows, st.integers(0, 1000))
def test_a_remark_is_folded_only_if_it_would_not_fit_without_the_plain_lines(
    sizes: Rows, room: int
) -> None:
    shown = shown_of(sizes, room)
    noted = [at for at, (note, _) in enumerate(sizes) if note and at in shown]
    for at, (note, height) in enumerate(sizes):
        if note and at not in shown:
            assert sum(sizes[other][1] for other in noted) + height > room


def seen_in(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if not label.isHidden()]


AS_ORDERED = "\u2068Chicken shawarma plate\u2069 · \u2068Large\u2069"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_customers_name_stands_under_the_kitchens_where_they_differ(
    qapp: QApplication, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    lines = LinesView(theme)
    lines.show_lines((canned.SHAWARMA,))
    assert (AS_ORDERED in seen_in(lines)[1:]) == (language != "en")
    assert "\u2068Garlic sauce\u2069" not in seen_in(lines)


def test_the_details_have_the_customers_names_of_options_too(
    qapp: QApplication, theme: Theme
) -> None:
    menu_names.use(ScreenSettings(kitchen_language="zh_HK"))
    lines = LinesView(theme, whole=True)
    lines.show_lines((canned.SHAWARMA,))
    assert {"\u2068蒜蓉醬\u2069 ×4 (2 each)", "\u2068Garlic sauce\u2069", AS_ORDERED} <= set(
        seen_in(lines)
    )


def test_the_customers_names_are_given_up_before_a_line_is(
    qapp: QApplication, theme: Theme
) -> None:
    menu_names.use(ScreenSettings(kitchen_language="ar"))
    lines = LinesView(theme)
    lines.show_lines((canned.SHAWARMA, canned.SOUP, canned.RICE))
    width = 300
    ample = QSize(width, 3000)
    assert lines.fold(ample, button=48, options=True).lines == 0
    assert AS_ORDERED in seen_in(lines)
    scarce = QSize(width, lines.heightForWidth(width) - 48 - 1)
    assert lines.fold(scarce, button=48, options=True).lines == 0
    assert AS_ORDERED not in seen_in(lines)
    assert not any(row.isHidden() for row in lines.rows)
    lines.fold(ample, button=48, options=True)
    assert AS_ORDERED in seen_in(lines)
    lines.fold(ample, button=48, options=True, small_print=False)
    assert AS_ORDERED not in seen_in(lines)
