"""A brand of three shops, two of which are served here."""

from typing import cast

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.domain.shop_marks import ShopMark, marks_of
from kitchen_app.services.authorised_shops import AuthorisedShops, ShopsView
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.shop_marks import ShopMarks
from tests.services.shops_fakes import FakeCover, FakeShopList, FakeShopsFile

OLAYA = AuthorisedShop(
    shop_id=ShopId("470011"), name="بيت الزعفران – العليا", address="شارع العليا ١٢، الرياض"
)
MALAZ = AuthorisedShop(
    shop_id=ShopId("470012"), name="Saffron House Al Malaz", address="4 Salah Ad Din St, Riyadh"
)
CENTRAL = AuthorisedShop(
    shop_id=ShopId("470013"), name="番紅花小館（中環）", address="中環威靈頓街 21 號"
)
BRAND = (OLAYA, MALAZ, CENTRAL)
HOME_ONLY = ServedShops(home=OLAYA.shop_id)
BOTH = ServedShops(home=OLAYA.shop_id, others=(MALAZ.shop_id,))
ALL = ServedShops(home=OLAYA.shop_id, others=(MALAZ.shop_id, CENTRAL.shop_id))


def mark(shop: AuthorisedShop) -> ShopMark:
    names = {each.shop_id: each.name for each in BRAND}
    return marks_of(ALL.all, names)[shop.shop_id]


class MarkedBoard:
    """As much of the board as choosing shops needs."""

    def __init__(self, *cards: CardView) -> None:
        self.shop_marks = ShopMarks()
        self.cards = {card.order_id: card for card in cards}


def shops(
    cover: FakeCover,
    file: FakeShopsFile | None,
    manager: ManagerLock,
    *cards: CardView,
    served: ServedShops = HOME_ONLY,
    can_restart: bool = False,
    kept: FakeShopList | None = None,
) -> AuthorisedShops:
    return AuthorisedShops(
        served,
        cover=cover,
        board=cast("Board", MarkedBoard(*cards)),
        manager=manager,
        kept=kept or FakeShopList(),
        file=file,
        tokens_of=served.home,
        can_restart=can_restart,
    )


def view(**members: object) -> ShopsView:
    """Return both shops served, of three that are covered."""
    given: dict[str, object] = {"served": BOTH, "listed": BRAND, "is_fresh": True}
    return ShopsView(**given | members)  # type: ignore[arg-type]  # names of its own members
