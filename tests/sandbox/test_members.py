"""Reading members by their table."""

from typing import Any

import pytest

from kitchen_app.sandbox.members import (
    Member,
    check_needed,
    listing,
    read_members,
    structure,
    text,
    whole,
)
from kitchen_app.sandbox.refusals import RefusedError


@pytest.mark.parametrize(
    ("member", "value", "read"),
    [
        (whole("a"), 5, 5),
        (whole("a"), "0005", 5),
        (text("a"), "", ""),
        (listing("a"), [1, "x"], [1, "x"]),
        (listing("a", whole("a")), ["1", 2], [1, 2]),
        (listing("a", nullable=True), None, []),
        (structure("a"), {"x": 1}, {"x": 1}),
        (structure("a", whole("b")), {"b": "1", "c": 2}, {"b": 1}),
        (structure("a", whole("b", required=False)), {}, {}),
    ],
)
def test_taken(member: Member, value: Any, read: Any) -> None:
    assert read_members((member,), {"a": value}, 1) == {"a": read}


@pytest.mark.parametrize(
    ("member", "value", "words"),
    [
        (whole("a"), None, "a is null"),
        (whole("a", called="b"), None, "b is null"),
        (whole("a"), -1, "a is invalid"),
        (whole("a"), "٣", "a is invalid"),
        (whole("a"), "9" * 20, "a is invalid"),
        (whole("a", least=1), 0, "a is invalid"),
        (whole("a", most=2), 3, "a is invalid"),
        (whole("a", one_of=(1, 2)), 3, "a is invalid"),
        (text("a"), 1, "a is invalid"),
        (text("a", one_of=("x",)), "y", "a is invalid"),
        (listing("a"), {}, "a is invalid"),
        (listing("a", least=1), [], "a is invalid"),
        (listing("a", most=1), [1, 2], "a has more than 1 entries"),
        (listing("a", whole("a")), [None], "a is invalid"),
        (structure("a"), [], "a is invalid"),
        (structure("a", whole("b")), {}, "b is null"),
    ],
)
def test_refused(member: Member, value: Any, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        read_members((member,), {"a": value}, 7)
    assert refusal.value.code == 7


@pytest.mark.parametrize(
    ("read", "complete"),
    [({"code": 1}, True), ({"code": 0, "why": "x"}, True), ({"code": 0, "why": " "}, False)],
)
def test_a_reason_that_another_member_wants(read: dict[str, Any], complete: bool) -> None:
    members = (whole("code"), text("why", required=False, needed_when=("code", 0)))
    if complete:
        check_needed(members, read, 7)
        return
    with pytest.raises(RefusedError, match="why is null"):
        check_needed(members, read, 7)
