"""Choosing the shops: which one is the home shop, and whose orders come here too."""

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.order import ShopId
from kitchen_app.services.authorised_shops import ShopsView, StillOpen
from kitchen_app.services.links import Trouble
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.shop.review import ReviewPane
from kitchen_app.ui.shop.shop_rows import ShopRows, shop_name
from kitchen_app.ui.shops_asks import ShopsAsks
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


class ShopsPage(ShopPage):
    """A list with two switches a shop; nothing is kept before the difference was seen.

    What is kept is in force at the next start, which can be asked for where somebody watches.
    """

    section: ClassVar[str] = "shops"

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._asks: ShopsAsks | None = None
        self._view: ShopsView | None = None
        self._draft: ServedShops | None = None
        self._new: frozenset[ShopId] = frozenset()
        self.told = WrapLabel("strong", self)
        self.hint = WrapLabel("option", self, text=tr("shops.hint"))
        self.list = ShopRows(theme, self)
        self.rows = self.list.rows
        self.review = ReviewPane(theme, self)
        self.refresh_button = TouchButton("quiet", self, text=tr("shops.refresh"))
        self.reset_button = TouchButton("quiet", self, text=tr("shops.reset"))
        self.check_button = TouchButton("work", self, text=tr("shops.check"))
        self.restart_button = TouchButton("work", self, text=tr("shops.restart"))
        self._build_ui()
        self._say("")
        self._show()

    def _build_ui(self) -> None:
        self.list.serve_wanted.connect(self._serve)
        self.list.home_wanted.connect(self._make_home)
        feet = QHBoxLayout()
        feet.setSpacing(self.theme.px("apart"))
        buttons = (self.refresh_button, self.reset_button, self.check_button, self.restart_button)
        for button in buttons:
            button.setAccessibleName(button.text())
            feet.addWidget(button, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px("gap"))
        column.addWidget(WrapLabel("title", self, text=tr("shops.title")))
        column.addWidget(self.hint)
        column.addWidget(self.told)
        column.addWidget(self.list, 1)
        column.addWidget(self.review, 1)
        column.addLayout(feet)
        self.review.hide()
        self.refresh_button.clicked.connect(self._refresh)
        self.reset_button.clicked.connect(self._reset)
        self.check_button.clicked.connect(self._check)
        self.review.agreed.connect(self._keep)
        self.review.declined.connect(self._close_review)

    def connect_asks(self, asks: Asks) -> None:
        self._asks = shops = asks.shops
        shops.refreshed.connect(self._take_refreshed)
        shops.not_refreshed.connect(self._take_trouble)
        shops.kept.connect(self._take_kept)
        shops.not_kept.connect(self._take_refusal)
        self.restart_button.clicked.connect(shops.restart)

    def show_shops(self, view: ShopsView) -> None:
        self._view = view
        self._new |= {each.shop_id for each in view.offered}
        self._show()

    def begin(self) -> None:
        """Ask Keeta anew, and take note of what somebody sees now."""
        if self._asks is not None and self._view is not None:
            self._refresh()
            if self._view.offered:
                self._asks.close_offer()

    @property
    def wanted(self) -> ServedShops | None:
        """What is chosen here, or was before; None until anything is known."""
        if self._draft is not None or self._view is None:
            return self._draft
        return self._view.chosen or self._view.served

    @Slot()
    def _refresh(self) -> None:
        if self._asks is not None:
            self._say(tr("shops.asking"))
            self.refresh_button.setEnabled(False)
            self._asks.refresh()

    @Slot(object)
    def _take_refreshed(self, view: ShopsView) -> None:
        self.refresh_button.setEnabled(True)
        self._say("" if view.listed or not view.is_fresh else tr("shops.none"))
        self.show_shops(view)

    @Slot(object)
    def _take_trouble(self, trouble: Trouble) -> None:
        self.refresh_button.setEnabled(True)
        self._say(f"{tr(f'trouble.{trouble.value}')}. {tr(f'cure.{trouble.value}')}")

    @Slot(str, bool)
    def _serve(self, shop_id: str, is_served: bool) -> None:
        wanted = self.wanted
        if wanted is not None:
            others = tuple(each for each in wanted.others if each != shop_id)
            others = (*others, ShopId(shop_id)) if is_served else others
            self._change(ServedShops(home=wanted.home, others=others))

    @Slot(str)
    def _make_home(self, shop_id: str) -> None:
        wanted = self.wanted
        if wanted is not None and shop_id != wanted.home:
            others = (wanted.home, *(each for each in wanted.others if each != shop_id))
            self._change(ServedShops(home=ShopId(shop_id), others=others))

    def _change(self, wanted: ServedShops) -> None:
        view = self._view
        is_same = view is not None and _same(view.chosen or view.served, wanted)
        self._draft = None if is_same else wanted
        self.marked.emit(not is_same)
        self._say("")
        self._show()

    @Slot()
    def _reset(self) -> None:
        self._draft = None
        self.marked.emit(False)
        self._say("")
        self._show()

    @Slot()
    def _check(self) -> None:
        if self._view is None or self._draft is None:
            return
        lines = (*_differences(self._view, self._draft), tr("shops.at_start"))
        title, back, go = (tr(f"shops.{key}") for key in ("difference", "back", "keep"))
        self.review.ask(title, lines, back=back, go=go)
        self.review.show()
        self._show()

    @Slot()
    def _close_review(self) -> None:
        self.review.hide()
        self._show()

    @Slot()
    def _keep(self) -> None:
        self._close_review()
        if self._asks is not None and self._draft is not None:
            self._say(tr("shops.keeping"))
            self._asks.choose(self._draft)

    @Slot(object)
    def _take_kept(self, view: ShopsView) -> None:
        self._draft = None
        self.marked.emit(False)
        self._say("")
        self.show_shops(view)

    @Slot(object)
    def _take_refusal(self, why: StillOpen | str) -> None:
        if isinstance(why, StillOpen) and self._view is not None:
            name = shop_name(self._view.shop(why.shop_id))
            self._say(tr("shops.still_open", name=name, n=why.orders))
        else:
            self._say(tr("shops.not_kept", why=isolate(str(why))))

    def _say(self, text: str) -> None:
        self.told.show_text(text)
        self.told.setVisible(bool(text))

    def _show(self) -> None:
        """Show list or difference, and the buttons that belong to it."""
        view, wanted = self._view, self.wanted
        is_reviewed = not self.review.isHidden()
        self.list.setVisible(not is_reviewed)
        is_edited = self._draft is not None and not is_reviewed
        self.refresh_button.setVisible(not is_edited and not is_reviewed)
        for button in (self.reset_button, self.check_button):
            button.setVisible(is_edited)
        is_chosen = view is not None and view.chosen is not None and self._draft is None
        self.restart_button.setVisible(is_chosen and view is not None and view.can_restart)
        self.hint.show_text(_hint(view, is_chosen=is_chosen))
        if view is not None and wanted is not None:
            self.list.show_shops(view, wanted, self._new)


def _same(one: ServedShops, other: ServedShops) -> bool:
    return one.home == other.home and set(one.others) == set(other.others)


def _differences(view: ShopsView, wanted: ServedShops) -> list[str]:
    """Say what will be other than it is now, a line for each thing."""
    now, lines = view.served, []
    if wanted.home != now.home:
        old, new = shop_name(view.shop(now.home)), shop_name(view.shop(wanted.home))
        lines.append(tr("shops.new_home", old=old, new=new))
    for key, some, others in (("starts", wanted, now), ("ends", now, wanted)):
        names = [shop_name(view.shop(each)) for each in some.all if each not in others]
        lines += [tr(f"shops.{key}", name=name) for name in names]
    return lines


def _hint(view: ShopsView | None, *, is_chosen: bool) -> str:
    if view is None or (not view.listed and not view.is_fresh):
        return tr("shops.unread")
    if not view.can_choose:
        return tr("shops.demo")
    if is_chosen:
        return tr("shops.kept" if view.can_restart else "shops.kept_start")
    return tr("shops.hint")
