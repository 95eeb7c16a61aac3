"""The record of an order for which everything that can be noted was noted."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kitchen_app.domain.actions import Action, ActionKind, ActionState
from kitchen_app.domain.black_box import BlackBox, Note, chained
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import Order, Status
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.reply_times import reply_times
from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.services.print_ports import Raster
from tests.ui import canned

_S = timedelta(seconds=1)

HAPPENED = (
    (0, 2, "placed", "new"),
    (2, 2, "hint", "1001"),
    (3, 3, "shown", ""),
    (3, 3, "alarm", "card"),
    (34, 34, "alarm", "louder"),
    (52, 52, "action", "accept pending person"),
    (52, 52, "action", "accept sending"),
    (53, 53, "action", "accept done"),
    (53, 54, "step", "new → accepted"),
    (54, 54, "alarm", "off"),
    (54, 54, "print", "kitchen queued first Grill"),
    (55, 55, "print", "kitchen printed possible copy Cold bar"),
    (200, 201, "rider", "assigned"),
    (700, 700, "action", "ready pending person"),
    (701, 704, "step", "accepted → ready"),
    (900, 902, "refund", "full waiting"),
    (960, 960, "action", "reject_refund pending person"),
    (961, 961, "action", "reject_refund refused answered_otherwise"),
    (980, 983, "refund", "full agreed"),
    (990, 990, "beamed_up", "warp 9"),
)
"""Seconds after the order when it happened and when it was noted, kind, detail."""


def box(
    order: Order | None = None,
    happened: Sequence[tuple[int, int, str, str]] = HAPPENED,
    *,
    start: datetime = canned.NOW,
) -> BlackBox:
    """Return a whole chain of notes."""
    order_id = (order or canned.completed("1042")).order_id
    before, notes = "", []
    for at_s, noted_s, kind, detail in happened:
        entry = Entry(at=start + at_s * _S, kind=kind, detail=detail)
        noted_at = start + noted_s * _S
        before = chained(before, order_id, entry, noted_at)
        notes.append(Note(entry=entry, noted_at=noted_at, chain=before))
    return BlackBox(order_id=order_id, notes=tuple(notes))


def ticket(height: int = 900) -> Raster:
    """Return a picture with a frame around it."""
    inner = b"\x80" + bytes(70) + b"\x01"
    return Raster(width=576, height=height, rows=b"\xff" * 72 + inner * (height - 2) + b"\xff" * 72)


def record(
    order: Order | None = None, *, cases: tuple[RefundCase, ...] = (), rows: int = 900
) -> DisputeRecord:
    """Return the record of an order, with the picture of a ticket of so many rows."""
    shown = (order or canned.completed("1042")).without_person()
    notes = box(shown)
    accepted = Action(
        key="k",
        order_id=shown.order_id,
        kind=ActionKind.ACCEPT,
        state=ActionState.DONE,
        requested_at=shown.placed_at,
        not_after=shown.placed_at,
        base_status=Status.NEW,
    )
    return DisputeRecord(
        shop_name="Grill & Green",
        order=shown,
        box=notes,
        cases=cases,
        replies=reply_times(shown, notes.notes, (accepted,), cases),
        papers=(),
        ticket=ticket(rows) if rows else None,
        made_at=canned.NOW + timedelta(hours=1),
        version="1.2.3",
    )
