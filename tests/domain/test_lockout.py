"""Waits that double up to a quarter of an hour, and PINs that are not worth setting."""

import pytest

from kitchen_app.domain.lockout import is_easy, is_pin, wait_after


def test_waits_begin_after_five_and_double_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(13)]
    assert waits == [0, 0, 0, 0, 0, 60, 120, 240, 480, 900, 900, 900, 900]
    assert wait_after(10**9).total_seconds() == 900


def test_no_hour_allows_more_guesses_than_promised() -> None:
    at, guesses = 0.0, []
    for wrong in range(1, 60):
        guesses.append(at)
        at += wait_after(wrong).total_seconds()
    assert sum(each < 3600 for each in guesses) <= 12
    for hour in range(1, 11):
        assert sum(hour * 3600 <= each < (hour + 1) * 3600 for each in guesses) <= 4


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("1357", True),
        ("13579024", True),
        ("135", False),
        ("135790246", False),
        ("", False),
        ("13a7", False),
        ("١٣٥٧", False),
        ("13 7", False),
        ("-137", False),
    ],
)
def test_a_pin_is_a_few_plain_digits(text: str, fits: bool) -> None:
    assert is_pin(text) is fits


@pytest.mark.parametrize(
    ("pin", "easy"),
    [
        ("0000", True),
        ("88888888", True),
        ("1234", True),
        ("7890", True),
        ("4321", True),
        ("1098", True),
        ("1357", False),
        ("1212", False),
        ("1235", False),
    ],
)
def test_runs_and_repeats_are_easy(pin: str, easy: bool) -> None:
    assert is_easy(pin) is easy
