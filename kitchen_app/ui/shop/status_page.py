"""How the shop stands, resting it for a while, and opening it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.services.shop_front import ShopFacts, Standing
from kitchen_app.services.shop_view import ChangeResult, Outcome
from kitchen_app.ui import words
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import figures, isolate, tr
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_scroll import TouchScroll
from kitchen_app.ui.widgets.words_button import WordsButton

_LEAST_LEFT = timedelta(minutes=1)


class RestFor(StrEnum):
    """How long a rest can be asked for."""

    MIN_15 = "15"
    MIN_30 = "30"
    MIN_60 = "60"
    NEXT_OPENING = "next"
    OPEN_END = "open"


_MINUTES = {RestFor.MIN_15: 15, RestFor.MIN_30: 30, RestFor.MIN_60: 60}


class StatusPage(ShopPage):
    """One touch rests the shop, or gives the rest of now another end; one opens it.

    Signals:
        rest_requested: until when, our clock; None until somebody opens it.
        open_requested: orders should come again.
    """

    section: ClassVar[str] = "status"
    rest_requested = Signal(object)
    open_requested = Signal()

    def __init__(self, theme: Theme, clock: UiClock, parent: QWidget | None = None) -> None:
        super().__init__(theme, clock, parent)
        self._facts = ShopFacts()
        self._state = WrapLabel("title", self)
        self._selling = WrapLabel("strong", self)
        self._halves = WrapLabel("meta", self)
        self._why = WrapLabel("option", self)
        self._told = WrapLabel("option", self)
        self._heading = WrapLabel("strong", self)
        self.open_button = WordsButton(theme, "work", parent=self)
        self.open_button.show_words(tr("rest.open"), spoken=tr("rest.open"))
        self.open_button.show_hint("")
        self.buttons = {each: WordsButton(theme, "choice", parent=self) for each in RestFor}
        self._build_ui()

    def _build_ui(self) -> None:
        scroll = TouchScroll(self, spacing=self.theme.px("gap"))
        shown = (self._state, self._selling, self._why, self._told)
        for part in (*shown, self.open_button, self._heading):
            scroll.column.addWidget(part)
        minutes = QHBoxLayout()
        minutes.setSpacing(self.theme.px("gap"))
        scroll.column.addLayout(minutes)
        for each, button in self.buttons.items():
            button.setProperty("rest", each.value)
            button.show_hint("")
            button.clicked.connect(self._rest)
            (minutes if each in _MINUTES else scroll.column).addWidget(button)
        scroll.column.addWidget(self._halves)
        scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self._told.hide()
        self.open_button.clicked.connect(self._open)

    def connect_asks(self, asks: Asks) -> None:
        self.rest_requested.connect(asks.house.rest)
        self.open_requested.connect(asks.house.open_shop)
        asks.house.shop_answered.connect(self.show_answer)
        asks.house.shop_failed.connect(self.show_failed)
        asks.house.approval_wanted.connect(self.wait_for_pin)

    @property
    def told(self) -> str:
        """What is said of the last wish; empty if nothing."""
        return "" if self._told.isHidden() else self._told.text()

    def show_facts(self, facts: ShopFacts) -> None:
        """Show the shop as it is known now; what has failed before and is over is told no more."""
        if self._facts.resting.failed is not None and facts.resting.failed is None:
            self._told.hide()
        self._facts = facts
        self._show(self.clock.now())

    @Slot(object)
    def show_answer(self, result: ChangeResult) -> None:
        """Say what became of the last wish; what ended well is seen anyhow."""
        self._told.show_text(told_of(result))
        self._told.setVisible(result.outcome is not Outcome.DONE)

    @Slot()
    def wait_for_pin(self) -> None:
        """Say nothing of a wish that only the manager may have: Keeta is not told yet."""
        self._told.hide()

    @Slot(str)
    def show_failed(self, reason: str) -> None:
        """Say why nothing was asked of Keeta."""
        self._told.show_text(tr("rest.not_kept", reason=isolate(reason)))
        self._told.show()

    def tick(self, now: datetime) -> None:
        self._show(now)

    def _show(self, now: datetime) -> None:
        facts, shop = self._facts, self._facts.at(now)
        is_resting = shop.standing is Standing.RESTING
        whole, _ = words.shop(shop, now, is_fresh=facts.is_fresh)
        self._state.show_text(whole)
        self._selling.show_text(selling_words(facts, now))
        halves = halves_words(facts)
        self._halves.show_text(halves)
        self._halves.setVisible(bool(halves))
        rest, stopped = facts.resting.rest, facts.stopped
        why = ""
        if is_resting and rest is not None:
            why = tr("rest.ours", time=words.moment(rest.since, now))
        elif is_resting and stopped is not None:
            why = tr("rest.others", time=words.moment(stopped.at, now))
        self._why.show_text(why)
        self._why.setVisible(bool(why))
        self.open_button.setVisible(is_resting)
        self._heading.show_text(tr("rest.longer" if is_resting else "rest.for"))
        if facts.resting.failed is not None and is_resting:
            self._told.show_text(told_of(facts.resting.failed))
            self._told.show()
        opens = facts.next_opening(now)
        for each, button in self.buttons.items():
            text = tr(f"rest.for_{each.value}")
            if each is RestFor.NEXT_OPENING and opens is not None:
                text = tr("rest.for_next_at", time=words.moment(opens, now))
            button.show_words(text, spoken=text)
        has_opening = opens is not None and opens - now > _LEAST_LEFT
        self.buttons[RestFor.NEXT_OPENING].setVisible(has_opening)

    def _until(self, choice: RestFor) -> datetime | None:
        now = self.clock.now()
        if choice in _MINUTES:
            return now + timedelta(minutes=_MINUTES[choice])
        return self._facts.next_opening(now) if choice is RestFor.NEXT_OPENING else None

    def _wait(self) -> None:
        self._told.show_text(tr("rest.telling"))
        self._told.show()

    @Slot()
    def _rest(self) -> None:
        self._wait()
        self.rest_requested.emit(self._until(RestFor(self.sender().property("rest"))))

    @Slot()
    def _open(self) -> None:
        self._wait()
        self.open_requested.emit()


def selling_words(facts: ShopFacts, now: datetime) -> str:
    """Say in one sentence whether orders come, and why: open at Keeta, and inside the hours."""
    shop = facts.at(now)
    until = words.moment(shop.until, now) if shop.until is not None else ""
    key = shop.standing.value + ("_until" if until else "")
    number = facts.shop.platform_status if facts.shop is not None else None
    if shop.standing is Standing.UNKNOWN and number is not None:
        return tr("selling.unknown_number", n=figures(str(number)))
    told = tr(f"selling.{key}", time=until)
    is_news = facts.is_fresh or shop.standing is Standing.UNKNOWN
    return told if is_news else tr("selling.before", told=told)


def halves_words(facts: ShopFacts) -> str:
    """Return Keeta's numbers for delivery and pickup alone, whose meaning is not published."""
    shop = facts.shop
    numbers = {} if shop is None else {"delivery": shop.delivery_rest, "pickup": shop.pickup_rest}
    return " · ".join(
        tr(f"selling.{half}", n=figures(str(number)))
        for half, number in numbers.items()
        if number is not None
    )


def told_of(result: ChangeResult) -> str:
    """Return what is said of a change that did not end well, and who can help."""
    key = f"rest.{result.kind.value}_{result.outcome.value}"
    if result.outcome is Outcome.REFUSED:
        return tr(key, words=isolate(result.message or str(result.code or "")))
    known = {Outcome.NOT_REACHED, Outcome.NOT_KNOWN, Outcome.ANOTHER_RUNS}
    return tr(key if result.outcome in known else "rest.telling")
