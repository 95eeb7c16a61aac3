"""What stands on each paper, whatever it looks like."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from kitchen_app.domain.order import Fulfilment, Line, Order, Problem
from kitchen_app.domain.tickets import Copy, DaySummary, Mark, Paper, TestPage, Ticket
from kitchen_app.printing.blocks import Block
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN, document, template_of
from tests.printing.papers import CANCELLED, EN, NOW, ORDER, RICE, SCENES, ticket

TEMPLATES = load_templates(KNOWN).by_name


def blocks(paper: Paper, reader: Reader = EN) -> tuple[Block, ...]:
    return document(paper, TEMPLATES[template_of(paper)], reader, width=576).blocks


def texts(paper: Paper, reader: Reader = EN) -> list[str]:
    """Return all that is said on a paper, without direction marks."""
    return [said.translate(_PLAIN) for block in blocks(paper, reader) for said in _said(block)]


def _said(block: Block) -> Iterator[str]:
    for field in fields(block):
        value = getattr(block, field.name)
        if field.name not in ("role",) and isinstance(value, str) and value:
            yield value


_PLAIN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def test_every_paper_has_a_template_of_its_own() -> None:
    assert {template_of(scene.paper) for scene in SCENES.values()} == set(KNOWN)
    assert template_of(TestPage(printer="x", printed_at=NOW)) == "test"
    assert template_of(DaySummary(day=NOW.date(), printed_at=NOW)) == "summary"


@pytest.mark.parametrize("name", SCENES)
def test_no_paper_tells_where_a_customer_lives_or_what_he_pays_in_the_kitchen(name: str) -> None:
    paper = SCENES[name].paper
    if isinstance(paper, Ticket) and paper.copy is not Copy.BAG:
        assert not [said for said in texts(paper) if "68.50" in said]


def test_the_kitchens_copy_says_it_all() -> None:
    said = texts(ticket(station="Grill"))
    expected = ["Keeta", "placed 14:30", "1042", "Delivery", "Ready by", "14:50", "Grill"]
    assert said[: len(expected)] == expected
    assert "7 pieces" in said
    assert "cutlery" in said
    assert "ALLERGY" in said


@pytest.mark.parametrize("way", Fulfilment)
def test_every_way_of_fulfilment_is_said(way: Fulfilment) -> None:
    order = replace(ORDER, fulfilment=way)
    assert len(texts(ticket(order))) == len(texts(ticket()))


@pytest.mark.parametrize("problem", Problem)
def test_what_cannot_be_read_sends_to_keetas_app(problem: Problem) -> None:
    said = texts(ticket(replace(ORDER, problem=problem)))
    assert "Open order 1042 in Keeta's app" in said


def test_parts_are_multiplied_through() -> None:
    said = texts(ticket(replace(ORDER, lines=(replace(RICE, quantity=3),), note="")))
    at = said.index("Chicken biryani")
    assert said[at - 1 : at + 3] == ["3", "Chicken biryani", "3", "Less spicy"]


def test_only_the_lines_of_a_station() -> None:
    said = texts(ticket(only=(RICE,)))
    assert "Lentil soup" not in said
    assert "3 pieces" in said


@pytest.mark.parametrize(
    ("after", "told"),
    [
        (timedelta(minutes=18), ["14:50"]),
        (timedelta(hours=9, minutes=40), ["FOR LATER", "Sun 15/03"]),
        (timedelta(hours=3), ["FOR LATER", "Today 17:32", "Start cooking: Sat 14/03 16:47"]),
        (timedelta(days=3), ["FOR LATER", "Tue 17/03 14:32"]),
    ],
)
def test_an_order_for_later_never_looks_like_one_for_now(after: timedelta, told: list[str]) -> None:
    order = replace(ORDER, ready_by=NOW + after)
    said = " | ".join(texts(ticket(order)))
    assert [each for each in told if each not in said] == []
    assert ("FOR LATER" in said) == (after > timedelta(hours=1))


def test_the_day_is_named_also_of_what_is_cooked_now() -> None:
    late = NOW + timedelta(hours=9, minutes=10)  # 23:42
    order = replace(ORDER, placed_at=late, ready_by=late + timedelta(minutes=30))
    said = texts(ticket(order, printed_at=late))
    assert "FOR LATER" not in said
    assert "Sun 15/03 00:12" in said


def test_an_estimate_is_called_so() -> None:
    order = replace(ORDER, ready_by=None, expected_at=NOW + timedelta(minutes=40))
    assert "Arrives about" in texts(ticket(order))
    assert "Ready by" not in texts(ticket(replace(ORDER, ready_by=None)))


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        (Mark.COPY, "COPY 14:32"),
        (Mark.POSSIBLE_COPY, "POSSIBLE COPY 14:32"),
        (Mark.CHANGED, "CHANGED 14:32"),
    ],
)
@pytest.mark.parametrize("copy", Copy)
def test_a_copy_is_called_so_at_the_top_and_at_the_bottom(
    mark: Mark, told: str, copy: Copy
) -> None:
    assert texts(ticket(CANCELLED, copy, mark=mark)).count(told) == 2
    assert told not in texts(ticket(CANCELLED, copy))


def test_what_was_refunded_is_not_made() -> None:
    order = replace(ORDER, lines=(replace(RICE, left=0),), note="")
    said = texts(ticket(order))
    assert "Refunded: do not make it" in said
    assert "Less spicy" not in said


def test_a_copy_of_a_cancelled_order_says_so() -> None:
    said = texts(ticket(CANCELLED))
    assert "CANCELLED" in said
    assert "Cancelled by the customer at 14:32" in said


def paid(order: Order) -> list[str]:
    said = texts(ticket(order, Copy.BAG))
    return said[said.index("cutlery") + 1 :]


def test_the_bag_says_what_is_to_be_collected() -> None:
    assert paid(replace(ORDER, note="")) == ["CASH: COLLECT", "SAR\u00a068.50"]
    assert paid(replace(ORDER, note="", paid=None)) == ["Cash: see the amount in Keeta's app"]
    assert paid(replace(ORDER, note="", payment=None)) == ["Paid", "SAR\u00a068.50"]
    assert paid(replace(ORDER, note="", payment=None, paid=None)) == []


def test_a_line_without_a_name_is_still_a_line() -> None:
    order = replace(ORDER, lines=(Line(line_id="1", name=""),), note="")
    assert "?" in texts(ticket(order))


def test_ours_may_be_added_to_by_the_owner() -> None:
    template = replace(TEMPLATES["kitchen"], blocks=("printed", "blank", "payment"))
    shown = document(ticket(), template, EN, width=576)
    assert len(shown.blocks) == 2 + 4


def test_a_changed_ticket_says_what_it_replaces_and_what_is_new() -> None:
    said = texts(ticket(mark=Mark.CHANGED, changed=frozenset({"2"})))
    assert said.count("CHANGED 14:32") == said.count("This replaces the earlier ticket.") == 2
    assert said[said.index("New or changed") + 1 :][:2] == ["1", "Lentil soup"]
    assert said.count("New or changed") == 1
    slip = texts(ticket(CANCELLED, Copy.STOP, mark=Mark.CHANGED))
    assert "This replaces the earlier ticket." not in slip
    assert slip.count("This replaces the earlier stop slip.") == 2


@pytest.mark.parametrize("copy", Copy)
def test_where_several_shops_are_served_the_shop_heads_every_paper_of_an_order(copy: Copy) -> None:
    alone = ticket(copy=copy, order=CANCELLED if copy is Copy.STOP else ORDER)
    headed = replace(alone, shop="Saffron House Al Malaz")
    assert texts(headed) == ["Saffron House Al Malaz", *texts(alone)]
