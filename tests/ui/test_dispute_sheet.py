"""The sheet is opened again as Keeta's people would open it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.ui import i18n
from kitchen_app.ui.dispute_sheet import pdf_of
from kitchen_app.ui.theme import load_fonts
from tests.printing.papers import HOSTILE
from tests.store.people import NAME, a_case, of_a_person
from tests.ui import canned, canned_record


class Opened:
    """A PDF that was read back; `text` is what all its pages say, on one line."""

    def __init__(self, content: bytes) -> None:
        self._buffer = QBuffer()
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        assert self.document.error() is QPdfDocument.Error.None_
        self.pages = self.document.pageCount()
        texts = [self.document.getAllText(page).text() for page in range(self.pages)]
        self.text = " ".join(" ".join(texts).split())


@pytest.fixture(autouse=True)
def fonts(qapp: QApplication) -> None:
    load_fonts()


def opened(record: DisputeRecord) -> Opened:
    return Opened(pdf_of(record))


def test_it_tells_everything_on_a4() -> None:
    case = a_case(canned.completed("1042"), RefundState.AGREED, canned.NOW).without_person()
    record = canned_record.record(cases=(case,))
    sheet = opened(record)
    size = sheet.document.pagePointSize(0)
    assert (round(size.width()), round(size.height())) == (595, 842)
    for said in (
        "Record of order 1042",
        "Grill & Green",
        record.order.order_id,
        "Keeta told of the order (new)",
        "Accepting · asked for · by a person here",
        "perhaps a copy · Cold bar",
        "beamed_up warp 9",
        "by a person at this screen",
        "Wants part back",
        record.box.seal,
        "Whole: every note is as it was written.",
        "1.2.3",
        f"Page 2 of {sheet.pages}",
    ):
        assert said in sheet.text, said


@pytest.mark.parametrize(("language", "title"), [("ar", "المطعم"), ("zh_HK", "的紀錄")])
def test_it_is_written_in_the_language_of_the_screen(
    qapp: QApplication, language: str, title: str
) -> None:
    i18n.install(qapp, language)
    sheet = opened(canned_record.record())
    assert title in sheet.text
    assert "Record of order" not in sheet.text


def inked(sheet: Opened, columns: range, lightest: int = 200) -> int:
    """Return how many dots of the head of the first page are at least so dark."""
    page = sheet.document.render(0, QSize(210, 297))
    dots = (page.pixelColor(x, y) for y in range(60) for x in columns)
    return sum(dot.alpha() > 100 and dot.lightness() < lightest for dot in dots)


def test_an_arabic_sheet_begins_on_the_right(qapp: QApplication) -> None:
    left, right = range(105), range(105, 210)
    english = opened(canned_record.record())
    i18n.install(qapp, "ar")
    arabic = opened(canned_record.record())
    assert inked(english, left) > inked(english, right)
    assert inked(arabic, left) < inked(arabic, right)


def test_the_ink_is_black_whatever_the_screen_looks_like(qapp: QApplication) -> None:
    before = qapp.palette()
    light = QPalette(before)
    light.setColor(QPalette.ColorRole.Text, QColor("white"))
    qapp.setPalette(light)
    try:
        sheet = opened(canned_record.record())
    finally:
        qapp.setPalette(before)
    assert inked(sheet, range(210), lightest=60) > 50


def test_a_long_ticket_goes_on_on_further_pages() -> None:
    short, long = (opened(canned_record.record(rows=rows)) for rows in (900, 6000))
    assert long.pages > short.pages + 1
    without = opened(canned_record.record(rows=0))
    assert "could not be drawn" in without.text


def test_an_altered_record_says_so() -> None:
    record = canned_record.record()
    notes = list(record.box.notes)
    del notes[5]
    sheet = opened(replace(record, box=replace(record.box, notes=tuple(notes))))
    assert "Altered: from note 6 on" in sheet.text


def test_nothing_of_a_person_is_on_it() -> None:
    order = of_a_person()
    sheet = opened(canned_record.record(order, cases=(a_case(order).without_person(),)))
    assert order.number in sheet.text
    assert NAME not in sheet.text


def test_what_came_from_outside_cannot_change_the_sheet() -> None:
    record = replace(canned_record.record(), shop_name=f"<b>Big</b> & {HOSTILE}")
    sheet = opened(record)
    assert "<b>Big</b> &" in sheet.text


def test_it_is_made_on_a_thread_of_its_own() -> None:
    with ThreadPoolExecutor(max_workers=1) as thread:
        assert thread.submit(pdf_of, canned_record.record()).result().startswith(b"%PDF")
