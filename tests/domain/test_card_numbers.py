"""A card's number is not kept, and no other number is taken for one."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.card_numbers import MASK, without_card_numbers
from tests.builders import ORDER_ID, STEADY

CARDS = [
    "4111111111111111",  # the schemes' published test numbers
    "5555555555554444",
    "2223003122003222",
    "378282246310005",
    "30569309025904",
    "6011111111111117",
    "3530111333300000",
    "6200000000000005",
    "6759649826438453",
    "4222222222222",
    "4000001234567899018",
]
GROUPED = [
    "4111 1111 1111 1111",
    "4111-1111-1111-1111",
    "4111.1111.1111.1111",
    "4111\u00a01111\u00a01111\u00a01111",
    "3782 822463 10005",
    "3056 930902 5904",
    "4000 0012 3456 7899 018",
]


@pytest.mark.parametrize("card", CARDS + GROUPED)
@pytest.mark.parametrize(
    "note", ["{}", "my card {} exp 12/27", "بطاقتي {}", "卡號{}，謝謝", "a{}b"]
)
def test_a_card_number_is_masked_and_the_words_stay(card: str, note: str) -> None:
    assert without_card_numbers(note.format(card)) == note.format(MASK)


def test_digits_of_another_script_are_digits() -> None:
    arabic = "4111111111111111".translate({48 + n: 0x660 + n for n in range(10)})
    assert without_card_numbers(f"رقم {arabic}") == f"رقم {MASK}"


def test_several_numbers_are_masked_each() -> None:
    assert without_card_numbers(f"{CARDS[0]} or {CARDS[3]}") == f"{MASK} or {MASK}"


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",  # fails the check
        "order 7612000000000009",  # begins with 7: no card does
        "0501234567",
        "00966501234567",
        "+966 50 123 4567",
        "+4915112345678901",  # a phone: "+"
        "+ 4111111111111111",
        "501234567 551234567",  # two phones
        "050-123-4567, 055-123-4567",
        "1782907200000",  # milliseconds since 1970
        "SAR 4111.11",
        "4111 1111 1111",
        "41111111111111111111",  # 20 digits
        "no onions, 2 forks, 15 min",
        "4444444444444444444",
        "Flat 4, 4th floor, 12345 Riyadh",
        "",
    ],
)
def test_what_is_no_card_stays(text: str) -> None:
    assert without_card_numbers(text) == text


def test_the_samples_own_order_id_is_none() -> None:
    assert without_card_numbers(ORDER_ID) == ORDER_ID


def test_phones_of_our_markets_are_never_hit() -> None:
    """Saudi, Hong Kong, Brazilian and other numbers, as people write them (seeded)."""
    chance = random.Random(470011)
    shapes = ["+966 5########", "009665########", "05########", "+852 #### ####", "####-####"]
    shapes += ["+55 11 9####-####", "+971 5# ### ####", "05# ### ####", "+9665########"]
    for shape in shapes:
        for _ in range(2000):
            phone = "".join(str(chance.randrange(10)) if c == "#" else c for c in shape)
            assert without_card_numbers(phone) == phone


@given(st.text(max_size=200))
@STEADY
def test_it_never_fails_and_never_masks_twice(text: str) -> None:
    once = without_card_numbers(text)
    assert without_card_numbers(once) == once
