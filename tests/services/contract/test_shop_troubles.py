"""Calls about shop and shelf that fail, fail alike at the fakes and at the emulator."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from kitchen_app.domain.shop import Contact
from kitchen_app.services.errors import Busy, NotSent, OutcomeUnknown, PlatformError, Refused
from tests.fakes import BUSY_FOR_S, NOT_ALLOWED, Fate
from tests.services.contract.shop_sides import (
    CLOSED_DAYS,
    NIGHTS,
    PICTURE,
    RIYADH,
    FakeSide,
    Side,
    real_side,
)

TROUBLES: list[tuple[Fate, type[PlatformError]]] = [
    (Fate.LOST_BEFORE, OutcomeUnknown),
    (Fate.BUSY, Busy),
    (Fate.REFUSED, Refused),
]


@pytest.fixture(params=["fake", "real"])
async def either(request: pytest.FixtureRequest, stack: AsyncExitStack) -> Side:
    """The two sides without their switches: a fault does not know them."""
    return FakeSide(refuses_repeats=False) if request.param == "fake" else await real_side(stack)


def changes(side: Side) -> dict[str, Callable[[], Awaitable[object]]]:
    """Return every call that changes something, with something to change."""
    shop, stock, shop_id = side.shop, side.stock, side.shop_id
    code, spu_id = side.product()
    option, by_id = side.option()
    contact = Contact(phones=("852-21234567",))
    return {
        "rest": lambda: shop.rest(shop_id),
        "set_week": lambda: shop.set_week(shop_id, NIGHTS),
        "set_specials": lambda: shop.set_specials(
            shop_id, (CLOSED_DAYS,), week=NIGHTS, zone=RIYADH
        ),
        "upload_picture": lambda: shop.upload_picture(shop_id, name="main", content=PICTURE),
        "set_picture": lambda: shop.set_picture(shop_id, "https://img.example/a.png"),
        "set_contact": lambda: shop.set_contact(shop_id, contact),
        "set_products_by_code": lambda: stock.set_products_by_code(
            shop_id, [code], available=False
        ),
        "set_products": lambda: stock.set_products(shop_id, [spu_id], available=False),
        "set_options_by_code": lambda: stock.set_options_by_code(
            shop_id, [option], available=False
        ),
        "set_options": lambda: stock.set_options(shop_id, [by_id], available=False),
    }


async def state(side: Side) -> object:
    """Return all that a change may change, but for the pictures that show nowhere."""
    return (
        await side.shop.read(side.shop_id),
        await side.shop.week(side.shop_id),
        await side.shop.specials(side.shop_id, RIYADH),
        [side.is_sold_out(code) for code in (side.product()[0], side.option()[0].option)],
    )


@pytest.mark.parametrize(("fate", "error"), TROUBLES)
async def test_a_call_that_fails_changes_nothing(
    either: Side, fate: Fate, error: type[PlatformError]
) -> None:
    before = await state(either)
    for name, call in changes(either).items():
        either.meet(name, fate)
        with pytest.raises(error) as caught:
            await call()
        if isinstance(caught.value, Busy):
            assert caught.value.retry_after_s == BUSY_FOR_S
        if isinstance(caught.value, Refused):
            assert (caught.value.code, caught.value.message) == (
                NOT_ALLOWED,
                "this shop may not do that",
            )
    assert await state(either) == before


@pytest.mark.parametrize(
    "name", [name for name in changes(FakeSide(refuses_repeats=False)) if name != "upload_picture"]
)
async def test_a_lost_answer_leaves_the_change_applied(either: Side, name: str) -> None:
    before = await state(either)
    either.meet(name, Fate.LOST_AFTER)
    with pytest.raises(OutcomeUnknown):
        await changes(either)[name]()
    assert await state(either) != before


@pytest.mark.parametrize(("fate", "error"), [*TROUBLES, (Fate.LOST_AFTER, OutcomeUnknown)])
async def test_a_reading_that_fails_says_how(
    either: Side, fate: Fate, error: type[PlatformError]
) -> None:
    shop, shop_id = either.shop, either.shop_id
    reads: dict[str, Callable[[], Awaitable[object]]] = {
        "read": lambda: shop.read(shop_id),
        "week": lambda: shop.week(shop_id),
        "specials": lambda: shop.specials(shop_id, RIYADH),
    }
    for name, read in reads.items():
        either.meet(name, fate)
        with pytest.raises(error):
            await read()


async def test_a_closed_port_has_the_same_name_in_both_worlds(stack: AsyncExitStack) -> None:
    real = await real_side(stack)
    await real.sandbox.stop()
    fake = FakeSide(refuses_repeats=False)
    fake.meet("read", Fate.NOT_SENT)
    for side in (real, fake):
        with pytest.raises(NotSent):
            await side.shop.read(side.shop_id)
