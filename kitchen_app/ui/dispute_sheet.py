"""The record of an order on paper: one PDF that Keeta's people can read and check."""

from collections.abc import Iterable, Iterator
from datetime import date
from html import escape
from unicodedata import category

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextDocument,
    QTextOption,
)

from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.reply_times import ReplyTime
from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.services.print_ports import Raster
from kitchen_app.ui import words
from kitchen_app.ui.black_box_words import (
    code_words,
    exact_time,
    note_words,
    noted_later,
    wholeness,
)
from kitchen_app.ui.i18n import isolate, numbered, speech, tr
from kitchen_app.ui.setup_asks import to_image
from kitchen_app.ui.theme import FAMILIES

_TICKET_DPI = 203
_DPI = 2 * _TICKET_DPI
"""Dots of a ticket fall on whole dots of the page."""

_PX_PER_INCH = 96  # of sizes in the text, whatever the device
_MARGIN_MM = 15.0
_FOOT_MM = 8.0
_MOST_ROWS = 1900
"""Of a ticket on one page: what is longer goes on on the next."""

_WIDTHS = {2: (32, 68), 3: (18, 18, 64)}
"""Of the columns, in percent, by how many there are."""

_TEXT_PT, _FOOT_PT = 9.5, 8.0
_STYLE = """
h1 { font-size: 16pt; margin-bottom: 6px; } h2 { font-size: 11pt; margin: 12px 0 4px 0; }
p { margin: 4px 0; } td, th { padding: 1px 6px; }
"""


def pdf_of(record: DisputeRecord) -> bytes:
    """Return the sheet in the language of the screen; safe on any thread."""
    loop = QEventLoop()  # never run: without one the layout has no timers on a thread of ours
    buffer = QBuffer(loop)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    writer.setTitle(tr("sheet.title", number=record.order.number))
    writer.setCreator(f"Kitchen App {record.version}")
    _paint(_document(record, writer), writer)
    buffer.close()
    return bytes(buffer.data().data())


def _document(record: DisputeRecord, writer: QPdfWriter) -> QTextDocument:
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    font = QFont(FAMILIES)
    font.setPointSizeF(_TEXT_PT)
    document.setDefaultFont(font)
    option = QTextOption()
    is_rtl = speech().is_right_to_left
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    document.setDefaultTextOption(option)
    document.setDefaultStyleSheet(_STYLE)
    parts = list(_slices(record.ticket)) if record.ticket is not None else []
    for index, part in enumerate(parts):
        document.addResource(QTextDocument.ResourceType.ImageResource, _place(index), part)
    document.setHtml("".join(_body(record, parts)))
    return document


def _paint(document: QTextDocument, writer: QPdfWriter) -> None:
    page = QRectF(0, 0, writer.width(), writer.height())
    foot = round(_FOOT_MM / 25.4 * _DPI)  # whole: no page shows a row of the next
    room = QSizeF(page.width(), page.height() - foot)
    document.setPageSize(room)
    document.setDocumentMargin(0)
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))
    context.palette = palette  # that of the screen may be light on dark
    count = document.pageCount()
    painter = QPainter(writer)
    for index in range(count):
        if index:
            writer.newPage()
        shown = QRectF(0, index * room.height(), room.width(), room.height())
        painter.save()
        painter.translate(0, -shown.top())
        painter.setClipRect(shown)
        context.clip = shown
        document.documentLayout().draw(painter, context)
        painter.restore()
        if count > 1:
            font = QFont(document.defaultFont())
            font.setPointSizeF(_FOOT_PT)
            painter.setFont(font)
            below = QRectF(0, page.height() - foot, page.width(), foot)
            said = tr("sheet.page", number=index + 1, count=count)
            painter.drawText(
                below, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), said
            )
    painter.end()


def _body(record: DisputeRecord, parts: Iterable[QImage]) -> Iterator[str]:
    order, box = record.order, record.box
    day = order.placed_at.astimezone().date()
    yield _tag("h1", tr("sheet.title", number=numbered(order.number)))
    yield _table(_facts(record))
    offset = f"{order.placed_at.astimezone():%z}"
    yield _tag("p", tr("sheet.clocks", zone=isolate(f"UTC{offset[:3]}:{offset[3:5]}")))
    yield _tag("p", tr("sheet.privacy"))
    yield _tag("h2", tr("sheet.what"))
    notes = [
        (
            exact_time(note.entry.at, day),
            noted_later(note.entry.at, note.noted_at, day),
            note_words(note.entry),
        )
        for note in box.notes
    ]
    yield _table(notes, head=(tr("sheet.time"), tr("sheet.noted"), tr("sheet.what")))
    yield _tag("h2", tr("sheet.replies"))
    yield _table(_reply(each) for each in record.replies)
    if record.cases:
        yield _tag("h2", tr("sheet.refunds"))
        yield _table(_refund(case, day) for case in record.cases)
    yield _tag("h2", tr("sheet.seal"))
    yield _tag("p", wholeness(box))
    yield _tag("p", isolate(box.seal) if box.seal else tr("sheet.no_seal"))
    yield f'<h2 style="page-break-before: always">{_clean(tr("sheet.ticket"))}</h2>'
    if record.ticket is None:
        yield _tag("p", tr("sheet.no_ticket"))
    for index, part in enumerate(parts):
        width = round(part.width() / _TICKET_DPI * _PX_PER_INCH)
        yield f'<p><img src="{_place(index).toString()}" width="{width}"></p>'


def _facts(record: DisputeRecord) -> Iterator[tuple[str, str]]:
    order = record.order
    nowhere = date.min  # every time with its date
    name = f"{isolate(record.shop_name)} · " if record.shop_name else ""
    yield tr("sheet.shop"), f"{name}{isolate(order.shop_id)}"
    yield tr("sheet.keeta_id"), isolate(order.order_id)
    yield tr("sheet.placed"), isolate(exact_time(order.placed_at, nowhere))
    yield tr("sheet.state"), code_words("note.status_", order.status)
    made = isolate(exact_time(record.made_at, nowhere))
    yield tr("sheet.made"), tr("sheet.made_by", time=made, version=isolate(record.version))


def _reply(reply: ReplyTime) -> tuple[str, str]:
    what = tr(f"sheet.reply_{reply.what.value}")
    if reply.seconds is None or reply.by is None:
        return what, tr("sheet.no_answer")
    minutes, seconds = divmod(reply.seconds, 60)
    took = tr("sheet.duration", minutes=minutes, seconds=seconds)
    return what, f"{took} · {tr(f'sheet.by_{reply.by.value}')}"


def _refund(case: RefundCase, day: date) -> tuple[str, str, str]:
    opened = exact_time(case.opened_at, day)
    return opened, words.refund_amount(case), code_words("note.state_", case.state)


def _table(rows: Iterable[tuple[str, ...]], head: tuple[str, ...] = ()) -> str:
    cells = [_row("td", row) for row in rows]
    top = f"<thead>{_row('th', head)}</thead>" if head else ""
    return f'<table width="100%" cellspacing="0">{top}{"".join(cells)}</table>'


def _row(name: str, texts: tuple[str, ...]) -> str:
    """Return a row of a table; Qt lays columns out from left to right in every language."""
    cells = list(zip(texts, _WIDTHS[len(texts)], strict=True))
    is_rtl = speech().is_right_to_left
    side = "right" if is_rtl else "left"
    said = [
        f'<{name} align="{side}" width="{wide}%">{_clean(text)}</{name}>' for text, wide in cells
    ]
    return f"<tr>{''.join(reversed(said) if is_rtl else said)}</tr>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{_clean(text)}</{name}>"


def _clean(text: str) -> str:
    """Return text that can stand on paper: no controls, no halves of characters, no markup."""
    return escape("".join(" " if category(sign) in ("Cc", "Cs") else sign for sign in text))


def _place(index: int) -> QUrl:
    return QUrl(f"ticket:{index}")


def _slices(ticket: Raster) -> Iterator[QImage]:
    """Return the picture of a ticket in parts that fit on a page."""
    whole = to_image(ticket, ticket.width)
    for top in range(0, whole.height(), _MOST_ROWS):
        yield whole.copy(0, top, whole.width(), min(_MOST_ROWS, whole.height() - top))
