"""The shop's place: a full-width panel with its sections down the leading side."""

from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.details_page import DetailsPage
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.shop.picture_page import PicturePage
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
    PicturePage,
    DetailsPage,
)
"""The sections in their order; the first is seen when the place opens."""

P = TypeVar("P", bound=ShopPage)


class ShopPlace(SlideOver):
    """Opens at its first section, so that a rest is one touch away; drafts of others are kept."""

    def __init__(self, theme: Theme, parent: QWidget, clock: UiClock) -> None:
        super().__init__(theme, parent, share=1)
        self._clock = clock
        self.pages = {kind.section: kind(theme, clock, self) for kind in PAGES}
        self.buttons = {section: TouchButton("choice", self) for section in self.pages}
        self.back_button = TouchButton("quiet", self, text=tr("card.hide"))
        self._stack = QStackedWidget(self)
        self._build_ui()
        self.show_section(PAGES[0].section)
        clock.ticked.connect(self._tick)

    def _build_ui(self) -> None:
        apart, gap = self.theme.px("apart"), self.theme.px("gap")
        sections = TouchScroll(self, spacing=self.theme.px("unit"))
        for section, button in self.buttons.items():
            button.setCheckable(True)
            button.setProperty("section", section)
            button.clicked.connect(self._choose)
            sections.column.addWidget(button)
            self._stack.addWidget(self.pages[section])
            self.pages[section].marked.connect(self._mark)
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
        row.addWidget(self._stack, 1)
        self.setAccessibleName(tr("shop_place.title"))
        self.back_button.setAccessibleName(tr("card.hide"))
        self.back_button.clicked.connect(self.close_panel)

    def page(self, kind: type[P]) -> P:
        """Return the page of a kind."""
        return next(page for page in self.pages.values() if isinstance(page, kind))

    @property
    def section(self) -> str:
        """The section that is seen."""
        return next(each for each, button in self.buttons.items() if button.isChecked())

    def connect_asks(self, asks: Asks) -> None:
        """Let every page ask the core."""
        for page in self.pages.values():
            page.connect_asks(asks)

    def open_panel(self, *, at_once: bool = False) -> None:
        if not self.is_open:
            self.show_section(PAGES[0].section)
        super().open_panel(at_once=at_once)

    def show_section(self, section: str) -> None:
        """Show a section and let the others wait."""
        for each, button in self.buttons.items():
            button.setChecked(each == section)
        page = self.pages[section]
        self._stack.setCurrentWidget(page)
        page.tick(self._clock.now())
        page.begin()

    @Slot(object)
    def show_facts(self, facts: ShopFacts) -> None:
        """Show the shop as it is known now."""
        for page in self.pages.values():
            page.show_facts(facts)

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        if self.is_open:
            self.pages[self.section].tick(now)

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
