"""Plain text in any script is compared with what was typed."""

from datetime import date
from decimal import Decimal

import pytest

from kitchen_app.domain.search_words import (
    amount_in,
    amount_text,
    day_in,
    folded,
    parts_of_number,
    words_of,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Crème  BRÛLÉE", "creme brulee"),
        ("أرز", "ارز"),
        ("إفطار", "افطار"),
        ("آيس", "ايس"),
        ("مُحَمَّص", "محمص"),
        ("شاورمـــا", "شاورما"),
        ("كبسة", "كبسه"),
        ("مقلى", "مقلي"),
        ("شوربة لحم", "شوربه لحم"),
        ("١٢٣", "123"),
        ("Ｎｏ．１", "no 1"),
        ("咖喱魚蛋", "咖喱魚蛋"),
        ("#10-45", "10 45"),
        ("\u2068Soup\u2069", "soup"),
        ('* " ( ) NEAR:', "near"),
    ],
)
def test_what_looks_the_same_to_people_is_the_same(text: str, same: str) -> None:
    assert folded(text) == same
    assert folded(folded(text)) == same


def test_words_without_letters_or_figures_are_left_out() -> None:
    assert words_of('  beef - "  68.00 ') == ["beef", "68.00"]
    assert words_of("*") == []
    assert len(words_of("a " * 99)) == 12


@pytest.mark.parametrize(
    ("word", "amount"),
    [
        ("68", "68"),
        ("68.", "68"),
        ("68.00", "68"),
        ("68.5", "68.5"),
        ("68,50", "68.5"),
        ("٦٨٫٥", "68.5"),
        ("1.250", "1.25"),
        ("100", "100"),
        ("-68", None),
        ("68.5.1", None),
        ("6e8", None),
        ("12345678901", None),
    ],
)
def test_a_word_may_be_an_amount(word: str, amount: str | None) -> None:
    assert amount_in(word) == amount


def test_amounts_are_written_in_one_way() -> None:
    assert amount_text(Decimal("100.00")) == "100"
    assert amount_text(Decimal("0.250")) == "0.25"


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("22/11", TODAY),
        ("22-11", TODAY),
        ("٢٢/١١", TODAY),
        ("23/11", date(2025, 11, 23)),
        ("1/2", date(2026, 2, 1)),
        ("29/2", date(2024, 2, 29)),
        ("22/11/2025", date(2025, 11, 22)),
        ("2026-11-22", TODAY),
        ("2026/1/2", date(2026, 1, 2)),
        ("31/11", None),
        ("2026-13-01", None),
        ("22", None),
        ("22.11", None),
        ("22/11/26", None),
    ],
)
def test_a_word_may_be_a_day(word: str, day: date | None) -> None:
    assert day_in(word, TODAY) == day


def test_a_short_number_is_found_by_any_part_of_it() -> None:
    assert set(parts_of_number("#K10")) == {"k", "k1", "k10", "1", "10", "0"}


def test_a_long_number_is_found_by_its_ends() -> None:
    parts = set(parts_of_number("20261122-0045"))
    assert {"2026", "045", "202611220045"} <= parts
    assert "1122" not in parts
