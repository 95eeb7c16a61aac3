"""Holidays in a row are one."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.public_holidays import Holiday, in_rows

DAYS = st.dates(min_value=date(2026, 1, 1), max_value=date(2026, 3, 1))


def test_days_in_a_row_are_offered_as_one_with_their_names() -> None:
    first = date(2026, 12, 31)
    names = {first: "Eve", first + timedelta(days=1): "New Year", date(2026, 5, 1): "Labour"}
    assert in_rows(names) == (
        Holiday(first=date(2026, 5, 1), last=date(2026, 5, 1), names=("Labour",)),
        Holiday(first=first, last=date(2027, 1, 1), names=("Eve", "New Year")),
    )
    same = {first: "Eid", first + timedelta(days=1): "Eid"}
    assert in_rows(same)[0].names == ("Eid",)


@given(st.dictionaries(DAYS, st.sampled_from("ABC")))
def test_no_day_is_lost_or_added_and_no_two_rows_touch(names: dict[date, str]) -> None:
    rows = in_rows(names)
    told = [
        row.first + timedelta(days=each)
        for row in rows
        for each in range((row.last - row.first).days + 1)
    ]
    assert told == sorted(names)
    assert all(a.last + timedelta(days=1) < b.first for a, b in pairwise(rows))
    assert all(set(row.names) <= set(names.values()) for row in rows)
