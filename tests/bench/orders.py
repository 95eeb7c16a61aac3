"""Writes a history of any length as the program would have: orders of months, with their index.

Each order is a document of its own, hashed; those of more than a day ago are masked. The index is
the program's own work.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import (
    Cancellation,
    Fulfilment,
    Line,
    Option,
    Order,
    OrderId,
    Party,
    ShopId,
    Status,
)
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.history import SqliteHistory

A_DAY = 500
"""Orders of a very busy shop."""

_AT_ONCE = 2000
_UNMASKED = timedelta(days=1)

_EN = ["Beef", "Chicken", "Fish", "Shrimp", "Lamb", "Duck", "Tofu", "Egg", "Mushroom", "Pork"]
_EN_WAYS = [
    "Noodles",
    "Rice",
    "Soup",
    "Curry",
    "Burger",
    "Wrap",
    "Salad",
    "Dumplings",
    "Skewers",
    "Congee",
]
_ZH = ["牛肉", "雞肉", "魚蛋", "鮮蝦", "羊肉", "燒鴨", "豆腐", "雞蛋", "香菇", "叉燒"]
_ZH_WAYS = ["麵", "飯", "湯", "咖喱", "漢堡", "卷", "沙律", "餃子", "串燒", "粥"]
_AR = ["لحم", "دجاج", "سمك", "روبيان", "خروف", "بط", "توفو", "بيض", "فطر", "شاورما"]
_AR_WAYS = ["مكرونة", "أرز", "شوربة", "كاري", "برغر", "ملفوف", "سلطة", "زلابية", "مشاوي", "عصيدة"]
_OPTIONS = (
    ("Extra hot", "加辣", "حار جدا"),
    ("No coriander", "走芫荽", "بدون كزبرة"),
    ("Less ice", "少冰", "ثلج أقل"),
    ("Large", "大份", "كبير"),
)
_NOTES = ("please no onions", "多啲汁 唔該", "بدون بصل لو سمحت", "ring the bell twice")


def menu() -> list[Line]:
    """Return three hundred dishes with names in three scripts."""
    dishes = []
    for size, zh_size, ar_size in (
        ("", "", ""),
        ("Spicy ", "香辣", " حار"),
        ("Family ", "家庭", " عائلي"),
    ):
        for what, zh, ar in zip(_EN, _ZH, _AR, strict=True):
            for way, zh_way, ar_way in zip(_EN_WAYS, _ZH_WAYS, _AR_WAYS, strict=True):
                names = {"zh-HK": f"{zh_size}{zh}{zh_way}", "ar": f"{ar_way} {ar}{ar_size}"}
                dishes.append(Line(line_id="1", name=f"{size}{what} {way}", names=names))
    return dishes


class Shop:
    """Takes orders, always the same ones for the same seed."""

    def __init__(self, now: datetime, *, seed: int = 7) -> None:
        self._now = now
        self._chance = random.Random(seed)
        self._menu = menu()
        self._often = [1 / (place + 1) ** 0.8 for place in range(len(self._menu))]
        self._chance.shuffle(self._often)

    def orders(self, count: int) -> Iterator[Order]:
        """Return so many orders, the newest just before now, the oldest first."""
        every = timedelta(days=1) / A_DAY
        for number in range(count):
            yield self._order(number, self._now - (count - number) * every)

    def _order(self, number: int, placed_at: datetime) -> Order:
        chance = self._chance
        dishes = chance.choices(self._menu, self._often, k=chance.choice((1, 2, 2, 3, 4)))
        lines = tuple(
            replace(
                dish,
                line_id=str(place),
                quantity=chance.choice((1, 1, 1, 2)),
                options=_options(chance),
            )
            for place, dish in enumerate(dishes)
        )
        order = Order(
            order_id=OrderId(str(900_000_000_000_000_000 + number * 7_919_317)),
            shop_id=ShopId("1"),
            number=str(number % A_DAY + 1),
            status=Status.COMPLETED,
            fulfilment=chance.choices(list(Fulfilment)[:3], (8, 1, 1))[0],
            placed_at=placed_at,
            accept_by=placed_at + timedelta(minutes=5),
            received_at=placed_at,
            accepted_at=placed_at + timedelta(minutes=1),
            completed_at=placed_at + timedelta(minutes=30),
            lines=lines,
            note=chance.choice(_NOTES) if chance.random() < 0.3 else "",
            paid=Money(minor=chance.randrange(2000, 40000, 50), currency="HKD"),
        )
        return _ended(order, chance, is_masked=self._now - placed_at > _UNMASKED)


def _options(chance: random.Random) -> tuple[Option, ...]:
    if chance.random() < 0.6:
        return ()
    name, zh, ar = chance.choice(_OPTIONS)
    return (Option(name=name, names={"zh-HK": zh, "ar": ar}),)


def _ended(order: Order, chance: random.Random, *, is_masked: bool) -> Order:
    if chance.random() < 0.05:
        by = chance.choice(list(Party))
        at = order.placed_at + timedelta(minutes=3)
        end = Cancellation(by=by, reason="", at=at, seen_at=at)
        was_accepted = order.accepted_at if chance.random() < 0.5 else None
        order = replace(
            order,
            status=Status.CANCELLED,
            cancellation=end,
            completed_at=None,
            accepted_at=was_accepted,
        )
    return order.without_person() if is_masked else order


def case_of(order: Order) -> RefundCase | None:
    """Return the refund of every fiftieth order."""
    if int(order.order_id) % 50:
        return None
    return RefundCase(
        case_id=CaseId(f"1{order.order_id}"),
        order_id=order.order_id,
        kind=RefundKind.PARTIAL,
        state=RefundState.COMPLETED,
        by=Party.CUSTOMER,
        opened_at=order.placed_at,
        told_at=order.placed_at,
        amount=Money(minor=1000, currency="HKD"),
        is_masked=True,
    )


def write(folder: Path, count: int, now: datetime) -> Path:
    """Make the database of a shop with so many orders; return its file."""
    database = open_database(folder)
    connection = database.peewee.connection()
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA journal_mode = MEMORY")
    index = SqliteHistory(database)
    waiting: list[Order] = []
    for order in Shop(now).orders(count):
        waiting.append(order)
        if len(waiting) == _AT_ONCE:
            _store(connection, index, waiting)
            waiting = []
    _store(connection, index, waiting)
    connection.execute("PRAGMA journal_mode = WAL")
    database.close()
    return folder / FILE_NAME


def _store(connection: apsw.Connection, index: SqliteHistory, orders: list[Order]) -> None:
    with connection:
        connection.executemany(
            "INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)", [_order_row(each) for each in orders]
        )
        cases = filter(None, map(case_of, orders))
        connection.executemany(
            "INSERT INTO refunds VALUES (?, ?, ?, ?, ?)", [_case_row(each) for each in cases]
        )
        for order in orders:
            index.refresh(order.order_id)


def _order_row(order: Order) -> tuple[object, ...]:
    document = encode(order)
    changed = to_epoch_ms(order.completed_at or order.placed_at)
    person = None if order.is_masked else changed
    return (
        order.order_id,
        order.number,
        order.status.value,
        document,
        digest(document),
        changed,
        person,
    )


def _case_row(case: RefundCase) -> tuple[object, ...]:
    document = encode(case)
    return (case.case_id, case.order_id, case.state.value, document, digest(document))
