"""All notes of an order unfold; that they were altered is seen without it."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from kitchen_app.domain.black_box import BlackBox
from kitchen_app.ui.board.record_view import RecordView
from kitchen_app.ui.theme import Theme
from tests.ui import canned, canned_record

ORDER = replace(canned.completed("1042"), placed_at=canned.NOW)
BOX = canned_record.box(ORDER)


@pytest.fixture
def view(theme: Theme, ground: QWidget) -> RecordView:
    made = RecordView(theme, ground)
    made.show_order(ORDER)
    return made


def test_it_is_not_there_before_anything_is_told(view: RecordView) -> None:
    assert not view.isVisible()
    view.show_box(ORDER.order_id, BlackBox(order_id=ORDER.order_id, notes=()))
    assert not view.isVisible()
    view.show_box("another", BOX)
    assert not view.isVisible()


def test_every_note_is_shown_once_somebody_wants_them(view: RecordView) -> None:
    view.show_box(ORDER.order_id, BOX)
    assert view.fold_button.isVisible()
    assert str(len(BOX.notes)) in view.fold_button.text()
    assert not view.whole.isVisible()
    assert view.shown == []
    view.fold_button.click()
    assert view.whole.isVisible()
    assert len(view.shown) == len(BOX.notes)
    first, last = view.shown[0], view.shown[-1]
    here = canned.NOW.astimezone()
    assert first[0] == f"{here:%H:%M:%S}"
    assert first[1].startswith("Keeta told of the order (new) · noted ")
    assert last[1] == "\u2068beamed_up warp 9\u2069"


def test_news_are_shown_where_it_is_unfolded(view: RecordView) -> None:
    view.show_box(ORDER.order_id, BOX)
    view.fold_button.click()
    view.show_box(ORDER.order_id, canned_record.box(ORDER, canned_record.HAPPENED[:3]))
    assert len(view.shown) == 3
    view.show_order(ORDER)
    assert view.fold_button.isChecked()
    view.show_order(canned.completed("1043"))
    assert not view.fold_button.isChecked()
    assert not view.isVisible()


def test_that_it_was_altered_is_shown_folded(view: RecordView) -> None:
    altered = BlackBox(order_id=ORDER.order_id, notes=BOX.notes[:2] + BOX.notes[3:])
    view.show_box(ORDER.order_id, altered)
    assert view.whole.isVisible()
    assert view.whole.text().startswith("Altered: from note 3 on")
