"""What is new of the shops themselves: one that is covered no longer, one that can be served."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.ui.banner import MOST_NAMED, BannerLook
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.shop_rows import shop_name


class ShopsNews(QObject):
    """Has the banner until somebody looks at the list of the shops: `open_list` shows it.

    Signals:
        look_changed: the banner may be another one.
    """

    look_changed = Signal()

    def __init__(self, open_list: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._open_list = open_list
        self._view: ShopsView | None = None
        self._seen: frozenset[ShopId] = frozenset()

    @Slot(object)
    def show_shops(self, view: ShopsView) -> None:
        self._view = view
        self._seen &= {each.shop_id for each in view.uncovered}  # one that ends again is told
        self.look_changed.emit()

    def look(self) -> BannerLook | None:
        """Return the banner; that the home shop is not covered is told by the strip."""
        if self._view is None:
            return None
        home = self._view.served.home
        lost = [s for s in self._view.uncovered if s.shop_id not in {home, *self._seen}]
        if lost:
            return BannerLook(
                title=tr("shops.lost", names=_names(lost)),
                cure=tr("shops.lost_cure"),
                button=tr("shops.see"),
            )
        if not self._view.offered:
            return None
        return BannerLook(
            title=tr("shops.came", names=_names(self._view.offered)),
            cure=tr("shops.came_cure"),
            button=tr("shops.see"),
            tone="notice",
        )

    def close_notice(self) -> None:
        """Show the list, and tell of nothing any more that is in it."""
        if self._view is not None:
            self._seen |= {each.shop_id for each in self._view.uncovered}
        self._open_list()
        self.look_changed.emit()


def _names(shops: list[AuthorisedShop] | tuple[AuthorisedShop, ...]) -> str:
    named = [shop_name(shop) for shop in shops[:MOST_NAMED]]
    left = len(shops) - len(named)
    return ", ".join((*named, tr("away.more", n=left)) if left else named)
