"""The authorization behind the chosen shops, without Keeta and without files."""

from kitchen_app.base.errors import KnownError
from kitchen_app.base.signal import Signal
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.services.authorised_shops import AuthorisedShops
from kitchen_app.services.board import Board
from kitchen_app.services.errors import PlatformError
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.served_shops import ServedShops


class FakeCover:
    """Covers what it is told to; `error` is what a look comes to."""

    def __init__(self) -> None:
        self.covered: tuple[AuthorisedShop, ...] | None = None
        self.cover_changed: Signal[tuple[AuthorisedShop, ...]] = Signal()
        self.next: tuple[AuthorisedShop, ...] = ()
        self.error: PlatformError | None = None

    async def look(self) -> None:
        if self.error is not None:
            raise self.error
        self.cover(*self.next)

    def cover(self, *shops: AuthorisedShop) -> None:
        self.next = self.covered = shops
        self.cover_changed.emit(shops)


class FakeShopList:
    """Keeps the list in memory; `error` is what keeping comes to."""

    def __init__(self, *shops: AuthorisedShop) -> None:
        self.shops: tuple[AuthorisedShop, ...] | None = shops or None
        self.error: KnownError | None = None

    def read(self) -> tuple[AuthorisedShop, ...] | None:
        return self.shops

    def keep(self, shops: tuple[AuthorisedShop, ...]) -> None:
        if self.error is not None:
            raise self.error
        self.shops = shops


class FakeShopsFile:
    """Remembers what was written down; `error` is what writing comes to."""

    def __init__(self) -> None:
        self.kept: list[tuple[ServedShops, ShopId]] = []
        self.error: KnownError | None = None

    async def keep_shops(self, served: ServedShops, *, tokens_of: ShopId) -> None:
        if self.error is not None:
            raise self.error
        self.kept.append((served, tokens_of))


def no_choice(served: ServedShops, board: Board, manager: ManagerLock) -> AuthorisedShops:
    """Return shops of which nobody ever hears more."""
    return AuthorisedShops(
        served,
        cover=FakeCover(),
        board=board,
        manager=manager,
        kept=FakeShopList(),
        file=None,
        tokens_of=served.home,
    )
