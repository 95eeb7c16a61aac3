"""The border between the screen and the core thread: the only QObject that touches services.

Facts come over as frozen views, many at a time; asks go over as coroutines.
"""

import concurrent.futures
import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.base.signal import Signal as CoreSignal
from kitchen_app.domain.actions import Action, ActionKind
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.part_refund import InvalidRefund
from kitchen_app.services.board import CardView
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import Matter, NotApproved
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.carrier import Answer

logger = logging.getLogger(__name__)


_SETTINGS = "settings_changed"
_FACTS = ("shops_changed", "shop_changed", "printing_changed", "links_changed")
"""Signals that pass on what holds until it is told anew, in the order in which they are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """How an ask ended: `error` is our bug, `was_allowed` False is the order's state."""

    order_id: str
    kind: ActionKind
    was_allowed: bool
    error: BaseException | None = None
    on_locked: Callable[[Matter], None] | None = None


@dataclass(slots=True)
class _News:
    """What the core has told since the screen last looked; None means the card is gone."""

    cards: dict[str, CardView | None] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    outcomes: list[_Outcome] = field(default_factory=list)
    answers: list[tuple[Callable[[Answer], None], Answer]] = field(default_factory=list)


class _Ask:
    """Remembers what a coroutine was asked for until it has finished on the core thread."""

    def __init__(
        self,
        bridge: "Bridge",
        order_id: str,
        kind: ActionKind,
        on_locked: Callable[[Matter], None] | None,
    ) -> None:
        self._bridge = bridge
        self._order_id = order_id
        self._kind = kind
        self._on_locked = on_locked

    def finish(self, future: "concurrent.futures.Future[Action | None]") -> None:
        if future.cancelled():
            return
        error = future.exception()
        self._bridge.take_outcome(
            _Outcome(
                order_id=self._order_id,
                kind=self._kind,
                was_allowed=error is not None or future.result() is not None,
                error=error,
                on_locked=self._on_locked,
            )
        )


class _Fetch:
    """Remembers who waits for what is read on the core thread."""

    def __init__(self, bridge: "Bridge", done: Callable[[Answer], None]) -> None:
        self._bridge = bridge
        self._done = done

    def finish(self, answer: Answer) -> None:
        if not answer.cancelled():
            self._bridge.take_answer(self._done, answer)


class Bridge(QObject):
    """Brings facts to the UI thread and asks to the core thread; `asks` has a slot for each.

    Signals:
        cards_changed: a tuple of `CardView`, one for each card that is new or different.
        card_removed: the id of an order that left the board.
        links_changed: the new `LinksView`.
        shop_changed: the new `ShopFacts`.
        shops_changed: the new `ShopsView`.
        printing_changed: the new `PrintView`.
        settings_changed: all that is `Chosen` now.
        action_not_allowed: order id and `ActionKind` of a touch that came too late.
        refund_refused: order id and the `RefundFault` of a refund that must not be sent.
        fault_happened: something of ours failed; it is in the log.
    """

    cards_changed = Signal(object)
    card_removed = Signal(str)
    links_changed = Signal(object)
    shop_changed = Signal(object)
    shops_changed = Signal(object)
    printing_changed = Signal(object)
    settings_changed = Signal(object)
    action_not_allowed = Signal(str, object)
    refund_refused = Signal(str, object)
    fault_happened = Signal()
    _news_came = Signal()

    def __init__(self, kitchen: Kitchen, core: LoopThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self.asks = Asks(kitchen, self, self)
        self._core = core
        self._lock = threading.Lock()
        self._news = _News()
        self._cards: dict[str, CardView] = {}
        self._facts: dict[str, object] = {}
        self._takers = {name: partial(self._take_fact, name) for name in (_SETTINGS, *_FACTS)}
        self._is_told = False
        self._is_stopped = False
        self._news_came.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Subscribe on the core thread and load the board; the signals bring the result."""
        future = self._core.submit(self._subscribe())
        future.add_done_callback(self._report_failed_start)

    def stop(self) -> None:
        """Tell nothing more from this moment on; the core forgets us on its own thread."""
        if self._is_stopped:
            return
        self._is_stopped = True
        self.asks.pictures.close()
        self.asks.profile.close()
        self.asks.setup.close()
        self.asks.record.close()
        self.asks.report.close()
        try:
            self._core.call_soon(self._unsubscribe)
        except RuntimeError:  # the core has ended already, and its signals with it
            logger.debug("The core thread ended before the bridge")

    def retell(self) -> None:
        """Tell all that was told last, at once: somebody else looks at it now."""
        if self._cards:
            self.cards_changed.emit(tuple(self._cards.values()))
        for name in _FACTS:
            if name in self._facts:
                getattr(self, name).emit(self._facts[name])

    def take_outcome(self, outcome: _Outcome) -> None:
        """Take the end of an ask, on whichever thread it happened."""
        with self._lock:
            self._news.outcomes.append(outcome)
        self._tell()

    def take_answer(self, done: Callable[[Answer], None], answer: Answer) -> None:
        """Take what was read, on whichever thread it happened."""
        with self._lock:
            self._news.answers.append((done, answer))
        self._tell()

    def tell_fault(self, error: BaseException) -> None:
        """Log a bug of ours and let the screen say so."""
        logger.error("An ask of the screen failed", exc_info=error)
        self.fault_happened.emit()

    def ask(
        self,
        coro: Coroutine[Any, Any, Action | None],
        order_id: str,
        kind: ActionKind,
        *,
        on_locked: Callable[[Matter], None] | None = None,
    ) -> None:
        """Start what changes an order; its outcome shows on the card.

        `on_locked` is called on this thread when only the manager may do it.
        """
        try:
            future = self._core.submit(coro)
        except RuntimeError as error:
            coro.close()
            self.take_outcome(_Outcome(order_id=order_id, kind=kind, was_allowed=True, error=error))
            return
        future.add_done_callback(_Ask(self, order_id, kind, on_locked).finish)

    def fetch(self, coro: Coroutine[Any, Any, Any], done: Callable[[Answer], None]) -> None:
        """Start what only reads; `done` is called on this thread."""
        try:
            future = self._core.submit(coro)
        except RuntimeError as error:
            coro.close()
            self.tell_fault(error)
            return
        future.add_done_callback(_Fetch(self, done).finish)

    # --- on the core thread ----------------------------------------------------------------

    async def _subscribe(self) -> None:
        if self._is_stopped:
            return
        self._kitchen.board.card_changed.connect(self._take_card)
        self._kitchen.board.card_removed.connect(self._take_removal)
        for name, source in _sources(self._kitchen).items():
            source.connect(self._takers[name])
        snapshot = await self._kitchen.snapshot()
        for card in snapshot.cards:
            self._take_card(card)
        self._take_fact("shop_changed", snapshot.shop)
        self._take_fact("shops_changed", snapshot.shops)
        self._take_fact("links_changed", snapshot.links)
        self._take_fact("printing_changed", snapshot.printing)

    def _unsubscribe(self) -> None:
        try:
            self._kitchen.board.card_changed.disconnect(self._take_card)
            self._kitchen.board.card_removed.disconnect(self._take_removal)
            for name, source in _sources(self._kitchen).items():
                source.disconnect(self._takers[name])
        except ValueError:
            logger.debug("The bridge was stopped before it had started")

    def _take_card(self, card: CardView) -> None:
        with self._lock:
            self._news.cards[card.order_id] = card
        self._tell()

    def _take_removal(self, order_id: OrderId) -> None:
        with self._lock:
            self._news.cards[order_id] = None
        self._tell()

    def _take_fact(self, name: str, value: object) -> None:
        with self._lock:
            self._news.facts[name] = value
        self._tell()

    def _report_failed_start(self, future: "concurrent.futures.Future[None]") -> None:
        if not future.cancelled() and future.exception() is not None:
            self.take_outcome(
                _Outcome(
                    order_id="",
                    kind=ActionKind.ACCEPT,
                    was_allowed=True,
                    error=future.exception(),
                )
            )

    def _tell(self) -> None:
        """Wake the UI thread once for everything that comes before it looks."""
        with self._lock:
            if self._is_told or self._is_stopped:
                return
            self._is_told = True
        self._news_came.emit()

    # --- on the UI thread ------------------------------------------------------------------

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            news, self._news = self._news, _News()
            self._is_told = False
        if self._is_stopped:
            return
        self._tell_facts(news, (_SETTINGS,))
        self._tell_cards(news)
        self._tell_facts(news, _FACTS)
        for outcome in news.outcomes:
            self._report(outcome)
        for done, answer in news.answers:
            done(answer)

    def _tell_cards(self, news: _News) -> None:
        changed = tuple(card for card in news.cards.values() if card is not None)
        if changed:
            self._cards.update((card.order_id, card) for card in changed)
            self.cards_changed.emit(changed)
        for order_id, card in news.cards.items():
            if card is None:
                self._cards.pop(order_id, None)
                self.card_removed.emit(order_id)

    def _tell_facts(self, news: _News, names: Sequence[str]) -> None:
        for name in names:
            if name in news.facts:
                self._facts[name] = news.facts[name]
                getattr(self, name).emit(news.facts[name])

    def _report(self, outcome: _Outcome) -> None:
        if isinstance(outcome.error, InvalidRefund):
            self.refund_refused.emit(outcome.order_id, outcome.error.fault)
        elif isinstance(outcome.error, NotApproved) and outcome.on_locked is not None:
            outcome.on_locked(outcome.error.matter)
        elif outcome.error is not None:
            logger.error("%s of an order failed", outcome.kind, exc_info=outcome.error)
            self.fault_happened.emit()
        elif not outcome.was_allowed:
            self.action_not_allowed.emit(outcome.order_id, outcome.kind)


def _sources(kitchen: Kitchen) -> dict[str, CoreSignal[Any]]:
    """Return the core's signals that tell a fact, by the bridge's that pass them on."""
    return {
        _SETTINGS: kitchen.preferences.changed,
        "shop_changed": kitchen.shop.changed,
        "shops_changed": kitchen.shops.changed,
        "printing_changed": kitchen.printing_changed,
        "links_changed": kitchen.links.changed,
    }
