"""`kitchen-app print`: an order, or a day, on paper, as a picture or as a PDF."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir
from kitchen_app.domain.order import Order, OrderId, Status
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.domain.tickets import Copy, DaySummary, Mark, Paper, Ticket
from kitchen_app.services.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from kitchen_app.services.print_ports import Health, Raster
    from kitchen_app.services.settings import PrinterSettings
    from kitchen_app.store.sqlite_store import SqliteStore

SUMMARY = "print an order or a day's summary, or draw it into a file"
_NARROWEST, _WIDEST = 200, 4000


class NothingToPrint(KnownError):
    """No order, or no printer, is meant by what was typed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "order", nargs="?", metavar="ORDER", help="the order's number, or Keeta's id of it"
    )
    what.add_argument(
        "--summary",
        nargs="?",
        const="",
        metavar="DAY",
        help="what a day brought, as 2026-03-14; today so far without one",
    )
    parser.add_argument(
        "--copy", choices=[copy.value for copy in Copy], default="kitchen", help="which paper"
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="WHERE",
        help="a printer's name, or a file that ends in .png or .pdf",
    )
    parser.add_argument(
        "--width", type=_dots, default=576, metavar="DOTS", help="of the paper (80 mm: 576)"
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.printing.file import FORMATS, write
    from kitchen_app.store.config_file import load_existing_settings

    data_dir = options.data_dir or default_data_dir()
    settings = load_existing_settings(data_dir)
    printer = next((each for each in settings.printing.printers if each.name == options.to), None)
    target = Path(options.to)
    if printer is None and target.suffix.lower() not in FORMATS:
        raise NothingToPrint(_nowhere(options.to, settings, " or ".join(FORMATS)))
    paper: Paper
    if options.summary is None:
        paper = _ticket(data_dir, options.order, Copy(options.copy))
    else:
        paper = _summary(data_dir, options.summary)
    app = _qt()
    if printer is not None:
        _print(paper, settings, data_dir, printer)
    else:
        write(_drawn(paper, settings, data_dir, options.width), target)
        print(f"{target}: {options.width} dots wide")
    del app
    return 0


def _nowhere(typed: str, settings: Settings, formats: str) -> str:
    names = ", ".join(repr(printer.name) for printer in settings.printing.printers)
    there = f"There are {names}" if names else "None is set up"
    return f"There is no printer called {typed!r}. {there}; a file ends in {formats}."


def _print(paper: Paper, settings: Settings, data_dir: Path, printer: "PrinterSettings") -> None:
    """Print a paper by the side of the queues: marked as a copy, whatever came out before."""
    import asyncio

    from kitchen_app.bootstrap.paper import PictureFiles
    from kitchen_app.bootstrap.printing_side import make_printer

    made = make_printer(printer, PictureFiles())
    title = "day summary"
    if isinstance(paper, Ticket):
        title = f"order {paper.order.number}"
        paper = replace(paper, mark=Mark.COPY)
    picture = _drawn(paper, settings, data_dir, made.width)

    async def sent() -> "Health":
        try:
            return await made.print_picture(picture, title=title, begin=lambda: None)
        finally:
            await made.close()

    health = asyncio.run(sent())
    print(f"{printer.name}: printed, {health.state.value.replace('_', ' ')}")


def chosen(orders: Sequence[Order], typed: str) -> Order:
    """Return the order that is meant by a number or an id.

    Raises:
        NothingToPrint: there is none, or several have this number; their ids are named.
    """
    found = [order for order in orders if order.order_id == typed]
    found = found or [order for order in orders if order.number.casefold() == typed.casefold()]
    if not found:
        raise NothingToPrint(f"No order {typed} is stored here: see kitchen-app orders --all.")
    if len(found) > 1:
        ids = ", ".join(order.order_id for order in sorted(found, key=_placed_at, reverse=True))
        raise NothingToPrint(
            f"{len(found)} orders have the number {typed}: name one by its id, "
            f"the latest first: {ids}"
        )
    return found[0]


def _ticket(data_dir: Path, typed: str, copy: Copy) -> Ticket:
    from kitchen_app.store.database import open_read_only
    from kitchen_app.store.sqlite_store import SqliteStore

    store = SqliteStore(open_read_only(data_dir))
    try:
        order = chosen(_stored(store, typed), typed)
        cases = store.refunds.of_order(order.order_id)
    finally:
        store.close()
    now = SystemClock().now()
    case = _case(order, cases) if copy is Copy.STOP else None
    return Ticket(copy=copy, order=order, printed_at=now, case=case)


def _stored(store: "SqliteStore", typed: str) -> list[Order]:
    by_id = store.orders.get(OrderId(typed))
    return [by_id.order] if by_id else [row.order for row in store.orders.all()]


def _case(order: Order, cases: Sequence[RefundCase]) -> RefundCase | None:
    """Return the refund of which a stop slip tells, unless the whole order is cancelled."""
    if order.status is Status.CANCELLED:
        return None
    if not cases:
        raise NothingToPrint(
            f"Order {order.number} is neither cancelled nor refunded: there is nothing to stop."
        )
    return max(cases, key=_told_at)


def _summary(data_dir: Path, typed: str) -> DaySummary:
    from kitchen_app.services.day_summary import summary_of
    from kitchen_app.store.database import open_read_only
    from kitchen_app.store.sqlite_store import SqliteStore

    now = SystemClock().now()
    try:
        day = date.fromisoformat(typed) if typed else kitchen_day(now)
    except ValueError:
        raise NothingToPrint(f"{typed!r} is no day: type it as {kitchen_day(now)}.") from None
    store = SqliteStore(open_read_only(data_dir))
    try:
        return summary_of(store, day, now)
    finally:
        store.close()


def _qt() -> "QGuiApplication":
    """Return Qt's application, which fonts and drivers need for as long as they are used."""
    from PySide6.QtGui import QGuiApplication

    from kitchen_app.ui.theme import load_fonts

    app = QGuiApplication.instance() or QGuiApplication(["kitchen-app", "-platform", "offscreen"])
    assert isinstance(app, QGuiApplication)  # noqa: S101 - nobody makes one without a screen here
    load_fonts()
    return app


def _drawn(paper: Paper, settings: Settings, data_dir: Path, width: int) -> "Raster":
    from kitchen_app.bootstrap.paper import PaperPainter

    painter = PaperPainter(settings, data_dir)
    for complaint in painter.complaints:
        print(f"kitchen-app: {complaint} Our own is used.", file=sys.stderr)
    painter.begin()
    return painter.paint(paper, width=width)


def _dots(typed: str) -> int:
    if not typed.isdecimal() or not _NARROWEST <= int(typed) <= _WIDEST:
        raise argparse.ArgumentTypeError(f"a whole number from {_NARROWEST} to {_WIDEST}")
    return int(typed)


def _placed_at(order: Order) -> float:
    return order.placed_at.timestamp()


def _told_at(case: RefundCase) -> float:
    return case.told_at.timestamp()
