"""What the authorization covers is followed; what is chosen is written down, never at a loss."""

from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.domain.order import ShopId, Status
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.services.authorised_shops import AuthorisedShops, NotKept, ShopsView, StillOpen
from kitchen_app.services.board import CardView
from kitchen_app.services.manager_lock import ManagerLock, NotApproved
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.store.errors import StoreError
from kitchen_app.store.pin import NoPepper, PinFile
from tests.fakes import FakeClock
from tests.services.shops_fakes import FakeCover, FakeShopList, FakeShopsFile
from tests.ui import canned, canned_shops
from tests.ui.canned_shops import BOTH, BRAND, CENTRAL, HOME_ONLY, MALAZ, OLAYA


class Desk:
    """The service with all that it leans on."""

    def __init__(self, tmp_path: Path, *cards: CardView, served: ServedShops = BOTH) -> None:
        self.cover, self.file, self.kept = FakeCover(), FakeShopsFile(), FakeShopList()
        self.manager = ManagerLock(PinFile(tmp_path, NoPepper()), FakeClock())
        self.cards, self.served = cards, served
        self.shops = self.again()

    def again(self) -> AuthorisedShops:
        """Begin another run with what was kept."""
        return canned_shops.shops(
            self.cover, self.file, self.manager, *self.cards, served=self.served, kept=self.kept
        )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def ids(shops: tuple[AuthorisedShop, ...]) -> list[str]:
    return [shop.shop_id for shop in shops]


async def test_the_first_list_is_shown_served_shops_first_and_is_no_news(desk: Desk) -> None:
    desk.cover.next = (CENTRAL, MALAZ, OLAYA)
    view = await desk.shops.refresh()
    assert ids(view.listed) == ids(BRAND)
    assert (view.is_fresh, view.offered, view.uncovered) == (True, (), ())


async def test_names_are_there_at_the_next_start_before_keeta_tells_them(desk: Desk) -> None:
    desk.cover.cover(*BRAND)
    view = desk.again().view
    assert view.marks[MALAZ.shop_id].name == MALAZ.name
    assert (view.is_fresh, ids(view.listed)) == (False, ids(BRAND))


async def test_a_served_shop_that_is_not_covered_any_more_is_told_by_its_name(desk: Desk) -> None:
    desk.cover.cover(*BRAND)
    desk.cover.cover(OLAYA, CENTRAL)
    assert desk.shops.view.uncovered == (MALAZ,)
    assert desk.again().view.marks[MALAZ.shop_id].name == MALAZ.name
    desk.cover.cover(*BRAND)
    assert not desk.shops.view.uncovered


async def test_a_shop_that_comes_later_is_offered_until_somebody_has_seen_it(desk: Desk) -> None:
    desk.cover.cover(OLAYA, MALAZ)
    desk.cover.cover(*BRAND)
    assert desk.shops.view.offered == (CENTRAL,)
    again = desk.again()
    desk.cover.cover(*BRAND)
    assert ids(again.view.offered) == [CENTRAL.shop_id], "nobody has seen it in the run before"
    await again.close_offer()
    assert ids(again.view.offered) == []
    desk.cover.cover(*BRAND)
    assert ids(again.view.offered) == []


async def test_a_choice_is_written_down_for_the_next_start(desk: Desk) -> None:
    told: list[ShopsView] = []
    desk.shops.changed.connect(told.append)
    wanted = ServedShops(home=MALAZ.shop_id)
    view = await desk.shops.choose(wanted)
    assert desk.file.kept == [(wanted, OLAYA.shop_id)], "the tokens stay where they are"
    assert (view.served, view.chosen) == (BOTH, wanted)
    assert told[-1].chosen == wanted
    assert (await desk.shops.choose(BOTH)).chosen is None


@pytest.mark.parametrize("status", [Status.NEW, Status.READY])
async def test_a_shop_with_open_orders_goes_on(tmp_path: Path, status: Status) -> None:

    theirs = canned.card(replace(canned.order("1031", status=status), shop_id=MALAZ.shop_id))
    over = canned.card(replace(canned.completed("1030"), shop_id=MALAZ.shop_id))
    desk = Desk(tmp_path, theirs, over)
    with pytest.raises(StillOpen) as told:
        await desk.shops.choose(HOME_ONLY)
    assert (told.value.shop_id, told.value.orders) == (MALAZ.shop_id, 1)
    assert desk.file.kept == []
    await desk.shops.choose(ServedShops(home=MALAZ.shop_id))


async def test_a_choice_needs_the_pin_and_a_file(desk: Desk) -> None:
    none = canned_shops.shops(desk.cover, None, desk.manager)
    assert not none.view.can_choose
    with pytest.raises(NotKept):
        await none.choose(BOTH)
    await desk.manager.change(old="", new="2468")
    desk.manager._settings_until_s = 0
    with pytest.raises(NotApproved):
        await desk.shops.choose(HOME_ONLY)


async def test_a_list_that_the_disk_does_not_take_is_known_in_this_run(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    desk.kept.error = StoreError("planted")
    desk.cover.cover(*BRAND)
    assert ids(desk.shops.view.listed) == ids(BRAND)
    assert "in this run only" in caplog.text
    caplog.clear()


async def test_a_restart_is_wanted_only_where_somebody_starts_again(desk: Desk) -> None:
    assert not await desk.shops.want_restart()
    shops = canned_shops.shops(desk.cover, desk.file, desk.manager, can_restart=True)
    assert await shops.want_restart()
    assert shops.wants_restart


def test_what_is_known_of_a_shop_is_at_least_its_number() -> None:
    view = canned_shops.view(listed=(OLAYA,), uncovered=(MALAZ,))
    assert view.shop(MALAZ.shop_id) == MALAZ
    assert view.shop(ShopId("7")) == AuthorisedShop(shop_id=ShopId("7"))
