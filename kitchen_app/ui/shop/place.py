"""The shop's place: a full-width panel with its sections down the leading side."""

from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

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
from kitchen_app.ui.shop.shop_rows import shop_name
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

P = TypeVar("P", bound=ShopPage)


class ShopPlace(SlideOver):
    """Opens at its first section, so that a rest is one touch away; drafts of others are kept.

    `pages` are those that somebody has wanted.
    """

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=1)
        self._clock = clock
        self._kinds = {kind.section: kind for kind in PAGES}
        self.pages: dict[str, ShopPage] = {}
        self._facts: ShopFacts | None = None
        self._shops: ShopsView | None = None
        self._asks: Asks | None = None
        self.buttons = {section: TouchButton("choice", self) for section in self._kinds}
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self.about = WrapLabel("meta", self)
        self.about.hide()
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
        rail.addWidget(self.about)
        rail.addWidget(sections, 1)
        rail.addWidget(self.back_button)
        sections.setFixedWidth(self.theme.px("rail"))
        row = QHBoxLayout(self)
        row.setContentsMargins(apart, apart, apart, apart)
        row.setSpacing(apart)
        row.addLayout(rail)
        row.addWidget(self._stack, 1)
        self.setAccessibleName(tr("shop_place.title"))
        self.back_button.clicked.connect(self.close_panel)

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
        """Let every page ask the core."""
        self._asks = asks

    def open_panel(self, *, at_once: bool = False) -> None:
        if not self.is_open:
            self.show_section(PAGES[0].section)
        super().open_panel(at_once=at_once)

    def show_section(self, section: str) -> None:
        """Show a section and let the others wait."""
        for each, button in self.buttons.items():
            button.setChecked(each == section)
        self._sections.ensureWidgetVisible(self.buttons[section], 0, 0)
        page = self._made(section)
        self._stack.setCurrentWidget(page)
        page.tick(self._clock.now())
        page.begin()

    @Slot(object)
    def show_facts(self, facts: ShopFacts) -> None:
        """Show the shop as it is known now."""
        self._facts = facts
        for page in self.pages.values():
            page.show_facts(facts)

    @Slot(object)
    def show_shops(self, view: ShopsView) -> None:
        """Show which shops there are; of several that are served all sections are the home's."""
        self._shops = view
        home = shop_name(view.shop(view.served.home))
        self.about.show_text(tr("shop_place.about", name=home))
        self.about.setVisible(view.served.are_several)
        for page in self.pages.values():
            page.show_shops(view)

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        if self.is_open:
            self._made(self.section).tick(now)

    @Slot()
    def _choose(self) -> None:
        self.show_section(self.sender().property("section"))

    @Slot(bool)
    def _mark(self, is_marked: bool) -> None:
        page = self.sender()
        if isinstance(page, ShopPage):
            self._name(page.section, is_marked=is_marked)

    def _name(self, section: str, *, is_marked: bool) -> None:
        name = tr(f"shop_place.{section}")
        spoken = tr("shop_place.unsent", name=name) if is_marked else name
        self.buttons[section].show_words(f"{name} •" if is_marked else name, spoken=spoken)
