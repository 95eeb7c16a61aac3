"""The record of an order as a file for programs: codes instead of words, and all times with zone.

Whoever has the file can recompute the chain of its notes; how is told in the file itself.
"""

import json
from datetime import datetime
from typing import Any

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.black_box import Note, first_break
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Line, Order
from kitchen_app.domain.print_jobs import PrintJob
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.reply_times import ReplyTime
from kitchen_app.services.dispute import DisputeRecord

FORMAT = 1

CHAIN_RULE = (
    "The notes are listed in the sequence in which they were written. The chain of a note is the "
    "SHA-256, in lower case hexadecimal, of the UTF-8 bytes of this JSON list: [the chain of the "
    "note before it, or an empty string for the first; order.order_id as a string; at_ms; "
    "noted_at_ms; kind; detail], written with a comma and one space between its members and with "
    "every character beyond ASCII as \\uXXXX, as json.dumps of Python does without any option. "
    "The seal is the chain of the last note. Notes at the beginning that have an empty chain and "
    "0 for noted_at_ms were written by a program that knew no chain. at is when it happened, for "
    "what Keeta told in Keeta's clock; noted_at is when it was written down, the kitchen's clock."
)


def as_json(record: DisputeRecord) -> bytes:
    """Return a record as JSON in ASCII with sorted members; the same record, the same bytes."""
    box = record.box
    told = {
        "format": FORMAT,
        "program": f"Kitchen App {record.version}",
        "made_at": _time(record.made_at),
        "shop_name": record.shop_name,
        "order": _order(record.order),
        "notes": [_note(note) for note in box.notes],
        "is_whole": box.is_whole,
        "first_break": first_break(box.order_id, box.notes),
        "seal": box.seal,
        "chain_rule": CHAIN_RULE,
        "replies": [_reply(each) for each in record.replies],
        "refunds": [_refund(case) for case in record.cases],
        "papers": [_paper(job) for job in record.papers],
    }
    return (json.dumps(told, indent=2, sort_keys=True) + "\n").encode()


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds") if at else None


def _order(order: Order) -> dict[str, Any]:
    ended, rider = order.cancellation, order.rider
    return {
        "order_id": order.order_id,
        "shop_id": order.shop_id,
        "number": order.number,
        "status": order.status.value,
        "platform_status": order.platform_status,
        "fulfilment": order.fulfilment.value,
        "placed_at": _time(order.placed_at),
        "accept_by": _time(order.accept_by),
        "received_at": _time(order.received_at),
        "accepted_at": _time(order.accepted_at),
        "ready_by": _time(order.ready_by),
        "ready_at": _time(order.ready_at),
        "expected_at": _time(order.expected_at),
        "dispatched_at": _time(order.dispatched_at),
        "completed_at": _time(order.completed_at),
        "cancelled": ended and {"by": ended.by.value, "at": _time(ended.at)},
        "rider": rider and {"state": rider.state.value, "at": _time(rider.at)},
        "problem": order.problem.value if order.problem else None,
        "lines": [_line(line) for line in order.lines],
        "paid": _money(order.paid),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "spec": line.spec,
        "quantity": line.quantity,
        "left": line.to_make,
        "options": [
            {"name": option.name, "quantity": option.quantity, "depth": option.depth}
            for option in line.options
        ],
    }


def _money(amount: Money | None) -> dict[str, Any] | None:
    return {"minor": amount.minor, "currency": amount.currency} if amount else None


def _note(note: Note) -> dict[str, Any]:
    entry = note.entry
    return {
        "at": _time(entry.at),
        "at_ms": to_epoch_ms(entry.at),
        "noted_at": _time(note.noted_at),
        "noted_at_ms": to_epoch_ms(note.noted_at),
        "kind": entry.kind,
        "detail": entry.detail,
        "chain": note.chain,
    }


def _reply(reply: ReplyTime) -> dict[str, Any]:
    return {
        "what": reply.what.value,
        "since": _time(reply.since),
        "until": _time(reply.until),
        "seconds": reply.seconds,
        "by": reply.by.value if reply.by else None,
        "case_id": reply.case_id,
    }


def _refund(case: RefundCase) -> dict[str, Any]:
    return {
        "case_id": case.case_id,
        "kind": case.kind.value,
        "state": case.state.value,
        "by": case.by.value,
        "handled_by": case.handled_by.value if case.handled_by else None,
        "opened_at": _time(case.opened_at),
        "told_at": _time(case.told_at),
        "answer_by": _time(case.answer_by),
        "amount": _money(case.amount),
        "platform_status": case.platform_status,
    }


def _paper(job: PrintJob) -> dict[str, Any]:
    return {
        "job_id": job.job_id,
        "copy": job.copy.value,
        "state": job.state.value,
        "mark": job.mark.value,
        "printer": job.printer,
        "printed_at_printer": job.at,
        "station": job.station,
        "wanted_at": _time(job.wanted_at),
        "tries": job.tries,
        "revision": job.revision,
    }
