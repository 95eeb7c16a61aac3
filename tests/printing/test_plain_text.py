"""Nothing a customer writes commands a printer, and nothing is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.printing.plain_text import in_order, in_own_direction, printable
from tests.builders import STEADY


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("\x1b@\x1dV\x00cut\x07\x9b", "@Vcut"),
        ("a\u202eb\u2066c\u200fd\ufeff", "abcd"),
        ("one\r\n\n\ntwo\u2028three\ttabs", "one\ntwo\nthree tabs"),
        ("\ud800 \ue000", "\ufffd \ufffd"),
        ("a" + "\u0301" * 9, "\u00e1\u0301\u0301"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("🌶️🌶️", "[hot pepper ×2]"),
        ("👍🏽!", "[thumbs up sign]!"),
        ("👨\u200d👩\u200d👧", "[man] [woman] [girl]"),
        ("🇸🇦🇭🇰", "[flag SA] [flag HK]"),
        ("1️⃣ ☕", "1 [hot beverage]"),
        ("★ ☆ ♥ → ½ 杯", "★ ☆ ♥ → ½ 杯"),
    ],
)
def test_what_is_written_is_shown_harmlessly(written: str, shown: str) -> None:
    assert printable(written) == shown


@STEADY
@given(st.text(max_size=60))
def test_nothing_invisible_is_left(text: str) -> None:
    for sign in printable(text):
        kept = sign in "\n\u200c\u200d"
        assert kept or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("الهاتف 055-123-4567.", "الهاتف \u2066055-123-4567\u2069."),
        ("+971 50 123 4567", "\u2066+971 50 123 4567\u2069"),
        ("2 3", "2 3"),
        ("1042", "1042"),
        ("14:05", "\u206614:05\u2069"),
    ],
)
def test_a_number_keeps_the_order_of_its_groups(text: str, shown: str) -> None:
    assert in_order(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("7 pieces", "\u20667 pieces\u2069"),
        ("7 قطع", "\u20677 قطع\u2069"),
        ("123", "123"),
    ],
)
def test_a_text_runs_as_its_first_letter_wants(text: str, shown: str) -> None:
    assert in_own_direction(text) == shown
