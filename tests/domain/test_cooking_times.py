"""What is learned stays within what was seen, and the closest that is known well enough counts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.cooking_times import (
    CAP,
    FEWEST_OF_HOUR,
    FEWEST_OF_ITEM,
    FEWEST_OF_KITCHEN,
    LONGEST,
    RECENT,
    SHORTEST,
    Cooked,
    Pace,
    Usual,
    cooked_of,
    hour_of,
    items_of,
    usual_of,
)
from kitchen_app.domain.order import Line, Order, Status
from tests.fakes import NOON
from tests.fakes import an_order as plain_order

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
SOUP, LAMB, TEA = "name Soup", "name Lamb", "name Tea"


def made(minutes: float, *items: str, at: datetime = NOON) -> Cooked:
    return Cooked(began_at=at, took=minutes * MINUTE, items=items)


def pace(*many: tuple[int, Cooked]) -> Pace:
    return Pace(each for count, each in many for _ in range(count))


def an_order(status: Status = Status.READY, minutes: float = 12, **changes: object) -> Order:
    order = replace(
        plain_order(lines=(Line(line_id="1", name="Soup"),)),
        status=status,
        accepted_at=NOON,
        ready_at=NOON + minutes * MINUTE if status.rank >= Status.READY.rank else None,
    )
    return replace(order, **changes)  # type: ignore[arg-type]  # names of the dataclass


# What an order teaches


def test_a_made_order_teaches_how_long_it_took() -> None:
    assert cooked_of(an_order()) == made(12, SOUP)
    assert cooked_of(an_order(Status.COMPLETED)) == made(12, SOUP)


@pytest.mark.parametrize(
    "order",
    [
        an_order(Status.NEW, accepted_at=None),
        an_order(Status.ACCEPTED),
        an_order(Status.CANCELLED),
        an_order(accepted_at=None),
        an_order(ready_at=None),
        an_order(lines=()),
        an_order(lines=(Line(line_id="1", name="Soup", left=0),)),
        an_order(minutes=SHORTEST / MINUTE - 0.1),
        an_order(minutes=LONGEST / MINUTE + 0.1),
        an_order(ready_by=NOON + 5 * HOUR, minutes=100),
    ],
    ids=[
        "new",
        "cooking",
        "cancelled",
        "unaccepted",
        "unready",
        "empty",
        "refunded",
        "touched",
        "forgotten",
        "later",
    ],
)
def test_what_was_not_cooked_through_teaches_nothing(order: Order) -> None:
    assert cooked_of(order) is None


def test_a_forgotten_touch_counts_for_no_more_than_the_cap() -> None:
    cooked = cooked_of(an_order(minutes=170))
    assert cooked is not None
    assert cooked.took == CAP


def test_all_sizes_of_a_product_are_one_item_and_a_nameless_one_goes_by_its_name() -> None:
    lines = (
        Line(line_id="1", name="Tea", spec="Large", spu_id="7"),
        Line(line_id="2", name="Tea", spec="Small", spu_id="7"),
        Line(line_id="3", name="Soup"),
        Line(line_id="4", name="Rice", spu_code="R"),
    )
    assert items_of(lines) == ("code R", "id 7", "name Soup")


# From the closest to the widest


def test_an_order_is_as_slow_as_its_slowest_item_not_as_their_sum() -> None:
    learned = pace((5, made(5, SOUP)), (5, made(25, LAMB)))
    assert learned.takes((SOUP, LAMB), NOON) == 25 * MINUTE
    assert learned.takes((SOUP,), NOON) == 5 * MINUTE


def test_what_rides_along_with_something_slow_is_known_by_its_own_orders() -> None:
    learned = pace((20, made(25, LAMB, TEA)), (FEWEST_OF_ITEM, made(3, TEA)))
    assert learned.takes((TEA,), NOON) == 3 * MINUTE
    assert learned.takes((LAMB,), NOON) == 25 * MINUTE


def test_each_level_counts_when_the_closer_ones_know_too_little() -> None:
    other = NOON + 3 * HOUR
    few = FEWEST_OF_ITEM - 1
    kitchen = (FEWEST_OF_KITCHEN, made(40, LAMB, at=other))
    hour = (FEWEST_OF_HOUR, made(30, LAMB))
    item = (FEWEST_OF_ITEM, made(20, SOUP, TEA, at=other))
    alone = (FEWEST_OF_ITEM, made(10, SOUP, at=other))
    item_hour = (FEWEST_OF_ITEM, made(8, SOUP, TEA))
    alone_hour = (FEWEST_OF_ITEM, made(4, SOUP))
    levels = [kitchen, hour, item, alone, item_hour, alone_hour]
    for count in range(1, len(levels) + 1):
        *before, (_, last) = levels[:count]
        assert pace(*before, levels[count - 1]).takes((SOUP,), NOON) == last.took
        too_few = (few, last)
        wider = before[-1][1].took if before else None
        assert pace(*before, too_few).takes((SOUP,), NOON) == wider


def test_one_unknown_item_leaves_the_order_unknown() -> None:
    learned = pace((FEWEST_OF_ITEM, made(5, SOUP)))
    assert learned.takes((SOUP, LAMB), NOON) is None
    assert learned.takes((), NOON) is None
    assert Pace().takes((SOUP,), NOON) is None


def test_the_last_ones_count_and_one_that_is_far_off_moves_little() -> None:
    learned = pace((500, made(60, SOUP)), (RECENT, made(10, SOUP)), (3, made(90, SOUP)))
    assert learned.takes((SOUP,), NOON) == 10 * MINUTE


# Whatever comes

ITEMS = st.lists(st.sampled_from([SOUP, LAMB, TEA]), min_size=1, unique=True).map(sorted)
SEEN = st.lists(
    st.builds(
        lambda minutes, items, hours: made(minutes, *items, at=NOON + hours * HOUR),
        st.integers(1, 90),
        ITEMS,
        st.integers(0, 48),
    ),
    max_size=120,
)


def takes(learned: Pace) -> Iterable[timedelta | None]:
    for items in ((SOUP,), (LAMB, SOUP), ("unknown",)):
        for hours in (0, 5):
            yield learned.takes(items, NOON + hours * HOUR)


@given(SEEN, SEEN)
def test_more_never_leaves_the_range_of_what_was_seen(
    first: list[Cooked], more: list[Cooked]
) -> None:
    learned = Pace(first)
    list(takes(learned))  # what was reckoned before does not stick
    for each in more:
        learned.add(each)
    seen = [each.took for each in (*first, *more)]
    for told in takes(learned):
        assert told is None or min(seen) <= told <= max(seen)
    assert list(takes(learned)) == list(takes(Pace((*first, *more)))), "in whatever pieces"


# What is told of an order


def test_an_accepted_order_has_a_time_to_the_minute() -> None:
    order = an_order(Status.ACCEPTED, accepted_at=NOON + timedelta(seconds=20))
    assert usual_of(order, 10 * MINUTE).ready_at == NOON + 11 * MINUTE
    assert usual_of(replace(order, accepted_at=NOON), 10 * MINUTE).ready_at == NOON + 10 * MINUTE


def test_a_new_order_has_only_how_long_it_takes() -> None:
    order = an_order(Status.NEW, accepted_at=None)
    assert usual_of(order, 10 * MINUTE) == Usual(takes=10 * MINUTE)


@pytest.mark.parametrize("promise", ["ready_by", "expected_at"])
@pytest.mark.parametrize(("minutes", "is_told"), [(9, False), (10, False), (11, True)])
def test_the_earlier_of_keetas_time_and_ours_matters(
    promise: str, minutes: int, is_told: bool
) -> None:
    order = replace(an_order(Status.ACCEPTED), **{promise: NOON + minutes * MINUTE})  # type: ignore[arg-type]
    assert (usual_of(order, 10 * MINUTE).ready_at is not None) is is_told


def test_the_hour_is_that_of_the_kitchens_clock() -> None:
    assert hour_of(NOON) == NOON.astimezone().hour
