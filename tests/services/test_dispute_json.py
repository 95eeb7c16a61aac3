"""The file of a record can be checked by whoever has it, and holds nothing of a person."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from kitchen_app.domain.black_box import BlackBox, Note, chained
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.order import Line, Option, Status
from kitchen_app.domain.print_jobs import WantedPrint, new_job
from kitchen_app.domain.reply_times import reply_times
from kitchen_app.domain.tickets import Copy
from kitchen_app.services.dispute import DisputeRecord
from kitchen_app.services.dispute_json import CHAIN_RULE, FORMAT, as_json
from tests.fakes import NOON
from tests.store.people import NAME, a_case, of_a_person

ORDER = of_a_person(
    status=Status.CANCELLED,
    lines=(Line(line_id="1", name="شوربة \ud800", note=NAME, options=(Option(name="Hot"),)),),
)
SAID = (("placed", "new"), ("step", "new → accepted"), ("print", "kitchen printed first Bär"))


def a_box() -> BlackBox:
    before, notes = "", []
    for kind, detail in SAID:
        entry = Entry(at=NOON, kind=kind, detail=detail)
        before = chained(before, ORDER.order_id, entry, NOON)
        notes.append(Note(entry=entry, noted_at=NOON, chain=before))
    return BlackBox(order_id=ORDER.order_id, notes=tuple(notes))


@pytest.fixture
def record() -> DisputeRecord:
    order, box, case = ORDER.without_person(), a_box(), a_case(ORDER).without_person()
    wanted = WantedPrint(order_id=ORDER.order_id, copy=Copy.KITCHEN, printer="Bär", version="1")
    return DisputeRecord(
        shop_name="Grill",
        order=order,
        box=box,
        cases=(case,),
        replies=reply_times(order, box.notes, (), (case,)),
        papers=(new_job(wanted, NOON),),
        ticket=None,
        made_at=NOON,
        version="1.2.3",
    )


def chains(told: dict[str, Any]) -> list[str]:
    """Recompute the chain from the file alone, as its rule says."""
    found, before = [], ""
    for note in told["notes"]:
        members = (note["at_ms"], note["noted_at_ms"], note["kind"], note["detail"])
        said = json.dumps([before, told["order"]["order_id"], *members])
        before = hashlib.sha256(said.encode("utf-8")).hexdigest()
        found.append(before)
    return found


def test_the_chain_can_be_recomputed_from_the_file(record: DisputeRecord) -> None:
    told = json.loads(as_json(record))
    assert told["format"] == FORMAT
    assert told["chain_rule"] == CHAIN_RULE
    assert [note["chain"] for note in told["notes"]] == chains(told)
    assert told["seal"] == chains(told)[-1]
    assert told["is_whole"] is True
    assert told["first_break"] is None


def test_a_note_that_was_altered_is_named(record: DisputeRecord) -> None:
    notes = list(record.box.notes)
    notes[1] = replace(notes[1], entry=replace(notes[1].entry, detail="new → cancelled"))
    box = replace(record.box, notes=tuple(notes))
    told = json.loads(as_json(replace(record, box=box)))
    assert (told["is_whole"], told["first_break"]) == (False, 1)


def test_it_holds_codes_times_with_zone_and_nobody(record: DisputeRecord) -> None:
    content = as_json(record)
    assert content == as_json(record)
    assert NAME not in content.decode("ascii")
    told = json.loads(content)
    assert list(told) == sorted(told)
    assert told["order"]["status"] == "cancelled"
    assert told["order"]["lines"][0]["options"] == [{"name": "Hot", "quantity": 1, "depth": 0}]
    assert told["papers"][0]["copy"] == "kitchen"
    assert told["refunds"][0]["amount"] == {"minor": 1200, "currency": "SAR"}
    assert told["replies"][0]["what"] == "accept"
    assert told["order"]["rider"] == {"state": "delivered", "at": told["made_at"]}
    for at in (told["made_at"], told["notes"][0]["at"], told["order"]["placed_at"]):
        assert datetime.fromisoformat(at).tzinfo is not None
