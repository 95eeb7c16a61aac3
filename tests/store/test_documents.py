"""Dataclasses to bytes and back; damage is an error, never a guess."""

from dataclasses import dataclass

import pytest

from kitchen_app.domain.actions import Action
from kitchen_app.domain.order import Order, Status
from kitchen_app.store.documents import decode, digest, encode
from kitchen_app.store.errors import StoreError
from tests.fakes import an_order, reached


@dataclass(frozen=True)
class Small:
    number: int
    words: str = ""


def test_a_document_comes_back_equal() -> None:
    order = reached(an_order(note="بدون بصل 走青"), Status.CANCELLED)
    assert decode(encode(order), Order) == order


def test_what_sqlite_hands_out_as_memory_can_be_read() -> None:
    assert decode(memoryview(encode(Small(number=1))), Small) == Small(number=1)  # type: ignore[arg-type]  # what SQLite hands out


def test_members_added_later_get_their_defaults_and_unknown_ones_are_passed_over() -> None:
    assert decode(b'{"number": 1}', Small) == Small(number=1)
    assert decode(b'{"number": 1, "from_the_future": []}', Small) == Small(number=1)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"number": "one"}', b"\xff", b"{}"])
def test_damage_is_told_with_what_was_to_be_read(data: bytes) -> None:
    with pytest.raises(StoreError, match="a stored Small cannot be read"):
        decode(data, Small)


def test_one_kind_of_document_is_not_taken_for_another() -> None:
    with pytest.raises(StoreError, match="a stored Action cannot be read"):
        decode(encode(an_order()), Action)


def test_the_digest_is_sha_256() -> None:
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
