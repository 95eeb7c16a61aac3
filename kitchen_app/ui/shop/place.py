"""The shop's place: a full-width panel with its sections down the leading side.

Of several served shops its pages are about one, chosen at their head (docs/decisions/0040).
"""

from datetime import datetime, timedelta
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kitchen_app.domain.order import ShopId
from kitchen_app.services.authorised_shops import ShopsView
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.connection_page import ConnectionPage
from kitchen_app.ui.shop.contact_page import ContactPage
from kitchen_app.ui.shop.details_page import DetailsPage
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.shop.picture_page import PicturePage
from kitchen_app.ui.shop.shop_choices import ShopChoices
from kitchen_app.ui.shop.shops_page import ShopsPage
from kitchen_app.ui.shop.specials_page import SpecialsPage
from kitchen_app.ui.shop.status_page import StatusPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.slide_over import SlideOver
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

PAGES: tuple[type[ShopPage], ...] = (
    StatusPage,
    HoursPage,
    SpecialsPage,
    ContactPage,
    PicturePage,
    DetailsPage,
    ShopsPage,
    ConnectionPage,
)
"""The sections in their order; the first is seen when the place opens."""

LOOK_EVERY = timedelta(seconds=1)
"""So often another shop than the home shop is looked at while its pages are seen."""

P = TypeVar("P", bound=ShopPage)


class ShopPlace(SlideOver):
    """Opens at its first section, so that a rest is one touch away; drafts of others are kept.

    It opens at the home shop, unless something of another one is not sent yet. `pages` are those
    that somebody has wanted, of the shop that is chosen.
    """

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=1)
        self._clock = clock
        self._kinds = {kind.section: kind for kind in PAGES}
        self.pages: dict[str, ShopPage] = {}
        self._home_facts: ShopFacts | None = None
        self._facts: ShopFacts | None = None
        self._unsent: dict[str, bool] = {}
        self._shops: ShopsView | None = None
        self._asks: Asks | None = None
        self.buttons = {section: TouchButton("choice", self) for section in self._kinds}
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self.choices = ShopChoices(theme, self)
        self.choices.hide()
        self._shop_id: ShopId | None = None
        self._asked_at: datetime | None = None
        self._stack = QStackedWidget(self)
        self._build_ui()
        self.buttons[PAGES[0].section].setChecked(True)
        clock.ticked.connect(self._tick)

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        sections = self._sections = TouchScroll(self, spacing=self.theme.px("half"))
        for section, button in self.buttons.items():
            button.setCheckable(True)
            button.setProperty("section", section)
            button.clicked.connect(self._choose)
            sections.column.addWidget(button)
            self._name(section, is_marked=False)
        sections.column.addStretch(1)
        rail = QVBoxLayout()
        rail.setSpacing(gap)
        rail.addWidget(WrapLabel("title", self, text=tr("shop_place.title")))
        rail.addWidget(sections, 1)
        rail.addWidget(self.back_button)
        sections.setFixedWidth(self.theme.px("rail"))
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(apart)
        row.addLayout(rail)
        pages = QVBoxLayout()
        pages.setSpacing(gap)
        pages.addWidget(self.choices)
        pages.addWidget(self._stack, 1)
        row.addLayout(pages, 1)
        self.setAccessibleName(tr("shop_place.title"))
        self.back_button.clicked.connect(self.close_panel)
        self.choices.chosen.connect(self.show_shop)

    def page(self, kind: type[P]) -> P:
        """Return the page of a kind."""
        page = self._made(kind.section)
        if not isinstance(page, kind):
            raise TypeError(f"{kind.__name__} is not the page of {kind.section}")
        return page

    def _made(self, section: str) -> ShopPage:
        """Return the page of a section, made when it is first wanted: few of them ever are."""
        if section not in self.pages:
            page = self.pages[section] = self._kinds[section](self.theme, self._clock, self)
            page.marked.connect(self._mark)
            self._stack.addWidget(page)
            if self._asks is not None:
                page.connect_asks(self._asks)
            if self._facts is not None:
                page.show_facts(self._facts)
            if self._shops is not None:
                page.show_shops(self._shops)
        return self.pages[section]

    @property
    def section(self) -> str:
        """The section that is seen."""
        return next(each for each, button in self.buttons.items() if button.isChecked())

    def connect_asks(self, asks: Asks) -> None:
        """Let every page ask the core, of the home shop at first."""
        self._asks = asks
        asks.speak_of(None)
        asks.house.shop_told.connect(self._take_facts)

    def open_panel(self, *, at_once: bool = False) -> None:
        if not self.is_open:
            if self._shops is not None:
                self.show_shop(self._shops.served.home)
            self.show_section(PAGES[0].section)
        super().open_panel(at_once=at_once)

    def show_section(self, section: str) -> None:
        """Show a section and let the others wait."""
        for each, button in self.buttons.items():
            button.setChecked(each == section)
        self._sections.ensureWidgetVisible(self.buttons[section], 0, 0)
        page = self._made(section)
        self._stack.setCurrentWidget(page)
        self._show_choices()
        page.tick(self._clock.now())
        page.begin()

    @Slot(object)
    def show_facts(self, facts: ShopFacts) -> None:
        """Take the home shop as it is known now."""
        self._home_facts = facts
        if self._shop_id is None:
            self._take_facts(facts)

    @Slot(object)
    def show_shops(self, view: ShopsView) -> None:
        """Show which shops there are; of several that are served one is chosen."""
        self._shops = view
        self.choices.show_shops(view)
        self._show_choices()
        for page in self.pages.values():
            page.show_shops(view)

    @Slot(str)
    def show_shop(self, shop_id: ShopId) -> None:
        """Let the pages be about a served shop; not while something of another is unsent."""
        home = self._shops.served.home if self._shops is not None else shop_id
        wanted = None if shop_id == home else shop_id
        if wanted != self._shop_id and not self._waiting():
            self._shop_id = wanted
            self._drop_pages()
            if self._asks is not None:
                self._asks.speak_of(wanted)
            self._facts = self._home_facts if wanted is None else None
            self._ask_facts(self._clock.now())
            self.show_section(self.section)
        self._show_choices()

    def _drop_pages(self) -> None:
        """Forget the pages of the shop that is chosen no longer: they are made anew."""
        for section, page in tuple(self.pages.items()):
            if page.is_of_one_shop:
                del self.pages[section]
                self._stack.removeWidget(page)
                page.hide()
                page.deleteLater()

    def _waiting(self) -> str:
        """Return the section of the shop that waits for a person; empty if none does."""
        of_one = (each for each, kind in self._kinds.items() if kind.is_of_one_shop)
        return next((each for each in of_one if self._unsent.get(each)), "")

    def _show_choices(self) -> None:
        view, kind = self._shops, self._kinds[self.section]
        if view is None or not view.served.are_several:
            self.choices.hide()
            return
        self.choices.setVisible(kind.is_of_one_shop)
        self.choices.show_chosen(self._shop_id or view.served.home)
        waiting = self._waiting()
        name = tr(f"shop_place.{waiting}") if waiting else ""
        self.choices.hold_back(tr("shop_place.send_first", name=name) if waiting else "")

    def _ask_facts(self, now: datetime) -> None:
        """Ask for another shop than the home shop, which tells what is new of it by itself."""
        if self._shop_id is not None and self._asks is not None:
            self._asked_at = now
            self._asks.house.look_at_shop()

    @Slot(object)
    def _take_facts(self, facts: ShopFacts) -> None:
        self._facts = facts
        for page in self.pages.values():
            page.show_facts(facts)

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        if not self.is_open:
            return
        if self._asked_at is None or abs(now - self._asked_at) >= LOOK_EVERY:
            self._ask_facts(now)
        self._made(self.section).tick(now)

    @Slot()
    def _choose(self) -> None:
        self.show_section(self.sender().property("section"))

    @Slot(bool)
    def _mark(self, is_marked: bool) -> None:
        page = self.sender()
        if isinstance(page, ShopPage) and self.pages.get(page.section) is page:
            self._unsent[page.section] = is_marked
            self._name(page.section, is_marked=is_marked)
            self._show_choices()

    def _name(self, section: str, *, is_marked: bool) -> None:
        name = tr(f"shop_place.{section}")
        spoken = tr("shop_place.unsent", name=name) if is_marked else name
        self.buttons[section].show_words(f"{name} •" if is_marked else name, spoken=spoken)
