"""Finding orders in a real file, by everything that people remember of them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.domain.history import DayTotals, Outcome, Standing, Wanted
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Cancellation, Fulfilment, Line, Option, Order, Party, Status
from kitchen_app.domain.sold_out import day_begins, kitchen_day
from kitchen_app.services.errors import NotStored
from kitchen_app.services.history_ports import HistoryReader, Superseded
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.history_reader import PAGE, HistoryFile
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON, an_order, reached
from tests.store.people import a_case

TODAY = kitchen_day(NOON)
DAY = timedelta(days=1)
FISH = Line(
    line_id="1",
    name="Curry Fish Balls",
    names={"zh-HK": "咖喱魚蛋", "ar": "كُرات السَّمك"},
    spec="Large",
    options=(Option(name="Extra hot", names={"zh-HK": "加辣"}),),
    note="No onions, please",
)
RICE = Line(line_id="2", name="أرز بسمتي")


def ended(number: int, status: Status = Status.COMPLETED, **changes: Any) -> Order:
    return replace(reached(an_order(number), status), **changes)


ORDERS = (
    ended(1045, lines=(FISH,), paid=Money(minor=6800, currency="HKD"), note="ring twice"),
    ended(
        45,
        lines=(RICE,),
        paid=Money(minor=6850, currency="HKD"),
        placed_at=NOON - DAY,
        fulfilment=Fulfilment.PICKUP,
    ),
    ended(
        46,
        Status.CANCELLED,
        lines=(RICE, FISH),
        placed_at=NOON - 8 * DAY,
        accepted_at=NOON,
        fulfilment=Fulfilment.SELF_DELIVERY,
        cancellation=Cancellation(by=Party.CUSTOMER, reason="", at=NOON, seen_at=NOON),
    ),
    ended(47, Status.CANCELLED, placed_at=NOON - 9 * DAY),
    an_order(48, placed_at=NOON - 10 * DAY),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HistoryFile]:
    folder = tmp_path_factory.mktemp("history")
    store = SqliteStore(open_database(folder))
    for order in ORDERS:
        store.orders.save(order, NOON)
    store.refunds.save(a_case(ORDERS[1]))
    yield HistoryFile(folder / FILE_NAME)
    store.close()


def found(reader: HistoryReader, text: str = "", **changes: Any) -> list[int]:
    wanted = replace(Wanted(text=text, today=TODAY), **changes)
    return [int(each.order.number) for each in reader.find(wanted).orders]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", [1045, 45, 46, 47, 48]),
        ("45", [1045, 45]),
        ("1045", [1045]),
        ("١٠٤٥", [1045]),
        ("#1045", [1045]),
        ("9", []),
        ("fish", [1045, 46]),
        ("FISH bal", [1045, 46]),
        ("large 45", [1045]),
        ("魚", [1045, 46]),
        ("魚蛋", [1045, 46]),
        ("加辣", [1045, 46]),
        ("蛋魚", []),
        ("السمك", [1045, 46]),
        ("ارز", [45, 46]),
        ("أَرُزّ", [45, 46]),
        ("ارز fish", [46]),
        ("onions", [1045, 46]),
        ("twice", [1045]),
        ("twice fish", [1045]),
        ("68", [1045]),
        ("68.00", [1045]),
        ("68.5", [45]),
        ("69", []),
        (ORDERS[2].order_id, [46]),
        (ORDERS[2].order_id[-5:], [46]),
        (ORDERS[2].order_id[:12], [1045, 45, 46, 47, 48]),
        (f"{NOON - DAY:%d/%m}", [45]),
        (f"{NOON - DAY:%Y-%m-%d}", [45]),
        (f"fish {NOON - DAY:%d/%m}", []),
        ("nobody ever wrote this", []),
    ],
)
def test_what_people_remember_finds_it(filled: HistoryFile, text: str, numbers: list[int]) -> None:
    assert found(filled, text) == numbers


HOSTILE = (
    *('"', "*", "fish*", "NEAR(fish balls)", "tokens:n45", "-fish", "fish OR ارز", "(", "^fish"),
    *("';--", "{", "a:b", "\x00", "fish AND", "+", "\\", "%", "_", "\ud83d", "🍲"),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_sign_has_a_meaning_of_its_own(filled: HistoryFile, text: str) -> None:
    assert set(found(filled, text)) <= {1045, 46}


def test_signs_alone_find_nothing(filled: HistoryFile) -> None:
    assert found(filled, "*") == []
    assert found(filled, "   ") == [1045, 45, 46, 47, 48]


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({"first": TODAY, "last": TODAY}, [1045]),
        ({"first": TODAY - DAY, "last": TODAY - DAY}, [45]),
        ({"first": TODAY - 6 * DAY, "last": TODAY}, [1045, 45]),
        ({"standing": Standing.FINISHED}, [1045, 45]),
        ({"standing": Standing.CANCELLED}, [46]),
        ({"standing": Standing.MISSED}, [47]),
        ({"standing": Standing.REFUNDED}, [45]),
        ({"fulfilment": Fulfilment.PICKUP}, [45]),
        ({"fulfilment": Fulfilment.SELF_DELIVERY}, [46]),
        ({"fulfilment": Fulfilment.DELIVERY}, [1045, 47, 48]),
        ({"fulfilment": Fulfilment.DELIVERY, "standing": Standing.FINISHED}, [1045]),
        ({"fulfilment": Fulfilment.PICKUP, "standing": Standing.MISSED}, []),
        ({"text": "fish", "standing": Standing.CANCELLED}, [46]),
        ({"text": "fish", "first": TODAY}, [1045]),
    ],
)
def test_filters_narrow_it(
    filled: HistoryFile, changes: dict[str, Any], numbers: list[int]
) -> None:
    assert found(filled, **changes) == numbers


def test_the_kitchens_own_names_find_it_too(filled: HistoryFile) -> None:
    own = {"curry fish balls": "Goldies", "something else": "Goldfish"}
    assert found(filled, "goldi", own_names=own) == [1045, 46]
    assert found(filled, "goldf", own_names=own) == []


def test_each_order_says_how_it_ended(filled: HistoryFile) -> None:
    orders = filled.find(Wanted()).orders
    assert [each.outcome for each in orders] == [
        Outcome.FINISHED,
        Outcome.FINISHED,
        Outcome.CANCELLED,
        Outcome.MISSED,
        Outcome.OPEN,
    ]
    assert [each.is_refunded for each in orders] == [False, True, False, False, False]
    assert orders[0].order == ORDERS[0]


def test_days_are_counted_whole_whatever_is_looked_for(filled: HistoryFile) -> None:
    days = filled.find(Wanted(text="45", today=TODAY)).days
    assert days == {
        TODAY: DayTotals(orders=1, sold=(Money(minor=6800, currency="HKD"),)),
        TODAY - DAY: DayTotals(
            orders=1,
            refunded=1,
            sold=(Money(minor=6850, currency="HKD"),),
        ),
    }


def test_pages_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    reader = HistoryFile(tmp_path / FILE_NAME)
    count = 2 * PAGE + 7
    with store.transaction():
        for number in range(count):
            store.orders.save(
                an_order(number, placed_at=NOON + number * timedelta(minutes=1)), NOON
            )
    for text in ("", "soup"):
        seen: list[int] = []
        before: int | None = None
        for _ in range(3):
            page = reader.find(Wanted(text=text, before=before))
            seen += [int(each.order.number) for each in page.orders]
            before = page.next
        assert seen == list(range(count))[::-1]
        assert before is None
    store.close()


def test_a_day_begins_where_the_kitchens_day_does(tmp_path: Path) -> None:
    store = SqliteStore(open_database(tmp_path))
    begins = day_begins(TODAY)
    store.orders.save(an_order(1, placed_at=begins - timedelta(seconds=1)), NOON)
    store.orders.save(an_order(2, placed_at=begins), NOON)
    reader = HistoryFile(tmp_path / FILE_NAME)
    assert found(reader, first=TODAY, last=TODAY) == [2]
    assert found(reader, last=TODAY - DAY) == [1]
    assert set(reader.find(Wanted()).days) == {TODAY, TODAY - DAY}
    store.close()


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotStored, match="history cannot be read"):
        HistoryFile(tmp_path / "none.db").find(Wanted())
    (tmp_path / "bad.db").write_bytes(b"no database at all" * 100)
    with pytest.raises(NotStored):
        HistoryFile(tmp_path / "bad.db").find(Wanted())


class GivesUp(dict[str, str]):
    """Kitchen names; while the search looks at them somebody wants something else."""

    def __init__(self, reader: HistoryFile, times: int) -> None:
        super().__init__()
        self._reader = reader
        self._times = times

    def items(self) -> Any:
        self._reader.give_up()
        return {f"name {number}": "a note" for number in range(self._times)}.items()


@pytest.mark.parametrize("names", [1, 3_000])
def test_a_search_is_given_up_when_asked(filled: HistoryFile, names: int) -> None:
    with pytest.raises(Superseded):
        filled.find(Wanted(text="note", own_names=GivesUp(filled, names)))
    assert found(filled, "twice") == [1045], "the next one is not"
