"""Reading members of any shape: always a usable value, and a note of what was odd."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.keeta.wire import Reader, is_sealed, without_ciphertext
from tests.builders import STEADY

_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@STEADY
@given(_json)
def test_no_value_is_too_strange_to_be_read(value: object) -> None:
    reader = Reader({"m": value})
    assert isinstance(reader.text("m"), str)
    assert isinstance(reader.texts("m"), dict)
    assert isinstance(reader.integer("m"), int | None)
    assert isinstance(reader.identifier("m"), str)
    assert isinstance(reader.moment("m"), datetime | None)
    assert isinstance(reader.flag("m"), bool)
    assert isinstance(reader.child("m"), Reader)
    assert all(isinstance(child, Reader) for child in reader.children("m"))
    assert isinstance(Reader(value).text("m"), str)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (7, 7),
        ("7", 7),
        ("-7", -7),
        (0, 0),
        (9223372036854775807, 9223372036854775807),
        ("9223372036854775807", 9223372036854775807),
        (9223372036854775808, None),
        ("9" * 30, None),
        (7.0, None),
        (7.5, None),
        (True, None),
        ("", None),
        ("7.0", None),
        ("0x7", None),
        (" 7", None),
        ("--7", None),
        ("٧", None),
        ([7], None),
        (None, None),
    ],
)
def test_what_counts_as_a_whole_number(value: object, number: int | None) -> None:
    assert Reader({"m": value}).integer("m") == number


@pytest.mark.parametrize(
    "number",
    [761200345678901, 5219876500012345, 1949000000000001001, 9007199254740993],
    ids=["15", "16", "19", "2^53+1"],
)
@pytest.mark.parametrize("kind", [int, str])
def test_no_digit_of_an_id_is_lost(number: int, kind: type) -> None:
    assert Reader({"id": kind(number)}).identifier("id") == str(number)


@pytest.mark.parametrize("value", [0, -5, 7.61200345678901e14, "abc", "", None, True, 2**63])
def test_what_is_no_id_gives_none(value: object) -> None:
    assert Reader({"id": value}).identifier("id") == ""


def test_an_unreadable_text_twin_gives_way_to_the_number() -> None:
    reader = Reader({"idStr": "n/a", "id": 77})
    assert reader.identifier("idStr", "id") == "77"
    assert reader.odd == {"idStr"}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("no pickles", "no pickles"),
        ("  spaced  ", "spaced"),
        ("صحن 🍚 雞", "صحن 🍚 雞"),
        (1042, "1042"),
        ("two\nlines", "two\nlines"),
        ("bell\x07, escape\x1b@, nul\x00", "bell, escape@, nul"),
        ("half \ud83d pair", "half ? pair"),
        ("ENC_qwerty", ""),
        (None, ""),
        (True, ""),
        (7.5, ""),
        (["a"], ""),
    ],
)
def test_what_a_text_becomes(value: object, text: str) -> None:
    assert Reader({"m": value}).text("m") == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("+966 ENC_x", "+966 …"),
        ("no nuts ENC_a.b=, please", "no nuts … please"),
        ("xENC_y", "x…"),
        ("ENC", "ENC"),
    ],
)
def test_a_ciphertext_within_a_text_is_cut_out(text: str, shown: str) -> None:
    """What stands beside it may be an allergy, so the rest is kept."""
    assert Reader({"m": text}).text("m") == shown
    assert Reader({"m": {"en": text}}).texts("m") == {"en": shown}
    assert not is_sealed(text)
    assert without_ciphertext(text) == shown.replace("…", "•••")


@pytest.mark.parametrize("hidden", [" ENC_x", "\tENC_x", "\x00ENC_x", "\nENC_x\n"])
def test_ciphertext_behind_a_blank_is_ciphertext(hidden: str) -> None:
    reader = Reader({"m": hidden, "map": {"en": hidden}})
    assert reader.text("m") == ""
    assert reader.texts("map") == {}
    assert without_ciphertext(hidden) == "•••"


@pytest.mark.parametrize("nothing", [None, "", "   ", "ENC_x", ["a"]])
def test_a_member_without_text_gives_way_to_the_next(nothing: object) -> None:
    assert Reader({"seqNoStr": nothing, "seqNo": 77}).text("seqNoStr", "seqNo") == "77"


def test_text_can_always_be_stored_as_utf8() -> None:
    reader = Reader({"m": "\ud800", "map": {"en": "\udfff x"}})
    (reader.text("m") + "".join(reader.texts("map").values())).encode("utf-8")


def test_a_map_of_texts_keeps_what_is_text() -> None:
    reader = Reader({"m": {"en": " Soup ", "ar": "شوربة", "xx": 5, "yy": "", "zz": "ENC_x"}})
    assert reader.texts("m") == {"en": "Soup", "ar": "شوربة"}


def test_what_a_language_is_called_can_be_stored_too() -> None:
    """A name that cannot be written to the database would lose the whole order."""
    reader = Reader({"m": {"\ud800": "Soup", "ENC_x": "Soup", "": "Soup", " en ": "Soup"}})
    assert reader.texts("m") == {"?": "Soup", "en": "Soup"}


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        (1782907200000, datetime(2026, 7, 1, 12, tzinfo=UTC)),
        ("1782907200000", datetime(2026, 7, 1, 12, tzinfo=UTC)),
        (0, None),
        (1782907200, datetime(2026, 7, 1, 12, tzinfo=UTC)),  # seconds
        ("1782907200", datetime(2026, 7, 1, 12, tzinfo=UTC)),
        (10**9 - 1, None),
        (4 * 10**9, None),
        (10**12 - 1, None),
        (4 * 10**12, None),
        (1782907200.0, None),
        (-1, None),
        ("2026-07-01", None),
        (None, None),
    ],
)
def test_what_counts_as_a_moment(value: object, moment: datetime | None) -> None:
    assert Reader({"m": value}).moment("m") == moment


@pytest.mark.parametrize(
    ("value", "count", "is_odd"),
    [
        (2, 2, False),
        ("2", 2, False),
        (2.0, 2, False),
        (0.0, 0, False),
        (-2.0, -2, False),
        (2.5, None, True),
        (1e300, None, True),
        (float("nan"), None, True),
        (float("inf"), None, True),
        ("2.0", None, True),
        (True, None, True),
        (None, None, False),
    ],
)
def test_what_counts_as_a_count(value: object, count: int | None, *, is_odd: bool) -> None:
    reader = Reader({"m": value})
    assert reader.count("m") == count
    assert bool(reader.odd) is is_odd


def test_the_first_readable_moment_counts() -> None:
    reader = Reader({"a": None, "b": 5, "c": 1782907200000})
    assert reader.moment("a", "b", "c") == datetime(2026, 7, 1, 12, tzinfo=UTC)
    assert reader.odd == {"b"}


@pytest.mark.parametrize(
    ("value", "flag"),
    [(True, True), (1, True), ("1", True), (False, False), (0, False), (2, False), (None, False)],
)
def test_what_counts_as_a_flag(value: object, *, flag: bool) -> None:
    assert Reader({"m": value}).flag("m") is flag


def test_oddities_are_named_by_their_path() -> None:
    reader = Reader({"a": {"b": [{"c": []}, 5]}, "d": 5, "e": 7})
    for child in reader.child("a").children("b"):
        child.text("c")
    reader.children("d")
    reader.child("e")
    reader.texts("d")
    assert reader.odd == {"a.b[].c", "a.b[]", "d", "e"}


def test_absent_members_are_not_odd() -> None:
    reader = Reader({})
    reader.child("a").text("b")
    reader.children("c")
    reader.moment("d")
    assert reader.odd == set()


def test_a_root_that_is_no_object_is_odd_and_empty() -> None:
    reader = Reader([1])
    assert not reader
    assert reader.odd == {"(root)"}


def test_a_null_member_is_not_there() -> None:
    reader = Reader({"a": None, "b": 0})
    assert "a" not in reader
    assert "b" in reader


def test_prose_is_text_without_card_numbers() -> None:
    reader = Reader({"note": "card 4111-1111-1111-1111, no onions", "other": 4111111111111111})
    assert reader.prose("note") == "card ••••, no onions"
    assert reader.prose("missing", "other") == "••••"
    assert reader.prose("missing") == ""
