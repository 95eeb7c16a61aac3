"""Sold out: sent in parts, repeated without harm, and what failed is told with Keeta's words."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kitchen_app.domain.shop import ItemFailure, OptionKey
from kitchen_app.services.links import Trouble
from kitchen_app.services.stock import Stock, StockResult
from tests.fakes import NOT_ALLOWED, SHOP, Fate
from tests.shop_fakes import NOT_FOUND, FakeStockPlatform

CODES = [f"C{number}" for number in range(450)]
PARTS = [tuple(CODES[:200]), tuple(CODES[200:400]), tuple(CODES[400:])]
BY_CODE = "set_products_by_code"


@pytest.fixture
def keeta() -> FakeStockPlatform:
    return FakeStockPlatform({code: code for code in CODES})


@pytest.fixture
def stock(keeta: FakeStockPlatform) -> Stock:
    return Stock(platform=keeta, shop_id=SHOP)


Switch = Callable[[Stock, list[str], bool], Awaitable[StockResult]]


def options(codes: list[str]) -> list[OptionKey]:
    return [OptionKey(group="G", option=code) for code in codes]


SWITCHES: dict[str, Switch] = {
    BY_CODE: lambda stock, codes, on: stock.set_products_by_code(codes, available=on),
    "set_products": lambda stock, codes, on: stock.set_products(codes, available=on),
    "set_options_by_code": lambda stock, codes, on: stock.set_options_by_code(
        options(codes), available=on
    ),
    "set_options": lambda stock, codes, on: stock.set_options(options(codes), available=on),
}
EVERY = pytest.mark.parametrize("call", SWITCHES)


@EVERY
async def test_things_are_switched_off_and_on(
    stock: Stock, keeta: FakeStockPlatform, call: str
) -> None:
    off = await SWITCHES[call](stock, ["C1", "C2"], False)
    assert off == StockResult(changed=("C1", "C2"))
    assert off.is_complete
    assert keeta.sold_out == {"C1", "C2"}
    await SWITCHES[call](stock, ["C2"], True)
    assert keeta.sold_out == {"C1"}
    assert keeta.calls == [call, call]


@EVERY
async def test_many_go_out_in_parts(stock: Stock, keeta: FakeStockPlatform, call: str) -> None:
    result = await SWITCHES[call](stock, [*CODES, *CODES], False)
    assert keeta.sent == PARTS
    assert result.changed == tuple(CODES)


@EVERY
async def test_what_failed_is_named_with_keetas_words(
    stock: Stock, keeta: FakeStockPlatform, call: str
) -> None:
    result = await SWITCHES[call](stock, ["C1", "?", "C2"], False)
    gone = ItemFailure(key="?", code=NOT_FOUND, message="The product does not exist")
    assert result == StockResult(changed=("C1", "C2"), failures=(gone,))
    assert not result.is_complete


@pytest.mark.parametrize("linked", [False, True])
async def test_options_of_the_same_name_go_along_when_told(
    stock: Stock, keeta: FakeStockPlatform, *, linked: bool
) -> None:
    await stock.set_products_by_code(["C1"], available=False, linked=linked)
    await stock.set_products(["C1"], available=False, linked=linked)
    assert keeta.linked == [linked, linked]


async def test_nothing_asked_is_nothing_sent(stock: Stock, keeta: FakeStockPlatform) -> None:
    assert await stock.set_products([], available=True) == StockResult()
    assert keeta.calls == []


async def test_a_complaint_about_strangers_leaves_ours_in_doubt(
    stock: Stock, keeta: FakeStockPlatform
) -> None:
    keeta.strange_failure = True
    result = await stock.set_products_by_code(["C1"], available=False)
    assert (result.changed, result.not_known) == ((), ("C1",))
    assert not result.is_complete
    assert result.trouble is Trouble.NONE, "Keeta was there"


# Troubles


@EVERY
@pytest.mark.parametrize("fates", [[Fate.LOST_AFTER], [Fate.LOST_BEFORE] * 3, [Fate.BUSY]])
async def test_what_got_lost_is_sent_again(
    stock: Stock, keeta: FakeStockPlatform, call: str, fates: list[Fate]
) -> None:
    keeta.next(call, *fates)
    assert (await SWITCHES[call](stock, ["C1"], False)).changed == ("C1",)
    assert keeta.count(call) == len(fates) + 1
    assert keeta.sold_out == {"C1"}


@EVERY
async def test_what_stays_unanswered_is_not_known_and_the_rest_is_not_sent(
    stock: Stock, keeta: FakeStockPlatform, call: str
) -> None:
    keeta.next(call, Fate.SLOW, *[Fate.LOST_BEFORE] * 4)
    result = await SWITCHES[call](stock, CODES, False)
    assert result == StockResult(
        changed=PARTS[0],
        not_known=PARTS[1],
        not_sent=PARTS[2],
        trouble=Trouble.NO_ANSWER,
    )


@pytest.mark.parametrize(
    ("fate", "trouble"),
    [(Fate.NOT_SENT, Trouble.UNREACHABLE), (Fate.NOT_AUTHORISED, Trouble.NOT_AUTHORISED)],
)
async def test_what_did_not_reach_keeta_is_told_as_not_sent(
    stock: Stock, keeta: FakeStockPlatform, fate: Fate, trouble: Trouble
) -> None:
    keeta.next(BY_CODE, Fate.SLOW, fate)
    result = await stock.set_products_by_code(CODES, available=False)
    assert (result.changed, result.not_sent) == (PARTS[0], PARTS[1] + PARTS[2])
    assert result.trouble is trouble
    assert len(keeta.calls) == 2


async def test_a_part_that_is_refused_whole_keeps_no_other_from_being_sent(
    stock: Stock, keeta: FakeStockPlatform
) -> None:
    keeta.next(BY_CODE, Fate.REFUSED)
    result = await stock.set_products_by_code(CODES, available=False)
    assert result.changed == PARTS[1] + PARTS[2]
    assert [failure.key for failure in result.failures] == list(PARTS[0])
    assert {(each.code, each.message) for each in result.failures} == {
        (NOT_ALLOWED, "this shop may not do that")
    }


async def test_two_wishes_go_one_after_the_other_so_that_the_later_one_holds(
    stock: Stock, keeta: FakeStockPlatform
) -> None:
    keeta.next(BY_CODE, Fate.LOST_BEFORE)
    off, on = await asyncio.gather(
        stock.set_products_by_code(["C1"], available=False),
        stock.set_products_by_code(["C1"], available=True),
    )
    assert off.is_complete
    assert on.is_complete
    assert keeta.sold_out == set()
