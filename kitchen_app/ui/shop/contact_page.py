"""The phones that customers and riders see of the shop."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.markets import MARKETS
from kitchen_app.domain.shop import Contact, InvalidShop, ShopFault
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.change_asks import ChangeAsks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.shop.draft_page import DraftPage
from kitchen_app.ui.shop.form import Form
from kitchen_app.ui.shop.phone_rows import PhoneRows
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll

Phones = tuple[str, ...]


class ContactForm(Form[Phones, Phones, InvalidShop]):
    """The phones one under the other; nothing is sent before the difference was seen."""

    kind: ClassVar[ChangeKind] = ChangeKind.CONTACT

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self.phones = PhoneRows(theme, self)
        scroll = TouchScroll(self, spacing=theme.px("gap"))
        scroll.column.addWidget(WrapLabel("title", self, text=tr("contact.title")))
        scroll.column.addWidget(WrapLabel("option", self, text=tr("contact.hint")))
        scroll.column.addWidget(self.phones)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.phones.edited.connect(self.edited)

    def unknown_words(self) -> str:
        return tr("contact.unread")

    def said(self, known: Phones) -> Phones:
        return known

    def known_of(self, facts: ShopFacts) -> Phones | None:
        market = MARKETS.get(facts.zone_name)
        self.phones.new_code = market.area_code if market is not None else ""
        return facts.shop.phones if facts.shop is not None else None

    def newer_in(self, result: ChangeResult) -> Phones | None:
        return None  # the reading that found it out is on its way as facts

    def fault_of(self, value: Phones, based_on: Phones) -> InvalidShop | None:
        try:
            Contact(phones=value)
        except InvalidShop as fault:
            return fault
        return None

    def fault_words(self, fault: InvalidShop) -> str:
        return tr(f"contact.fault_{fault.fault.value}", n=fault.position + 1)

    def differences(self, old: Phones, new: Phones) -> Sequence[str]:
        return [
            tr("contact.differs", n=place, old=_shown(before), new=_shown(after))
            for place, (before, after) in enumerate(zip_longest(old, new, fillvalue=""), start=1)
            if before != after
        ]

    def asks_of(self, asks: Asks) -> ChangeAsks:
        return asks.profile

    def send(self, asks: Asks, value: Phones, based_on: Phones) -> None:
        asks.profile.set_contact(Contact(phones=value), based_on)

    def show_value(self, value: Phones, fault: InvalidShop | None) -> None:
        is_of_one = fault is not None and fault.fault is ShopFault.PHONE_FORMAT
        self.phones.show_phones(value, wrong=fault.position if fault and is_of_one else None)


class ContactPage(DraftPage[Phones, Phones, InvalidShop]):
    """The section of the phones."""

    section: ClassVar[str] = "contact"

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        self.contact = ContactForm(theme, clock)
        super().__init__(theme, clock, parent, self.contact)


def _shown(phone: str) -> str:
    return isolate(f"+{phone}") if phone else tr("contact.no_phone")
