"""The alarm: it sounds exactly as long as something waits, and has one owner.

It is decided on the core thread, beside the orders: a screen that stands still keeps nobody quiet.
"""

import asyncio
import logging
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.domain.deadlines import ACCEPT_WITHIN, LATE_S
from kitchen_app.domain.order import OrderId, RiderState
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.links import Links, LinkState, LinksView

logger = logging.getLogger(__name__)

_TICK_S = 0.25
"""How late the last minute, or the end of a touch's quiet, may be heard."""


class Sound(StrEnum):
    """The sounds that the board makes."""

    NEW = "new"
    LATE = "late"
    CANCELLED = "cancelled"
    REFUND = "refund"
    RIDER = "rider"
    FAULT = "fault"


class Level(StrEnum):
    """How loud a sound is beside the others; the computer's own volume comes on top."""

    SOFT = "soft"
    NORMAL = "normal"
    LOUD = "loud"


@dataclass(frozen=True, slots=True)
class Ring:
    """What loops."""

    sound: Sound
    level: Level


class SoundOutput(Protocol):
    """Something that can be heard; called on any thread, and it never makes the caller wait."""

    def play_loop(self, ring: Ring) -> None:
        """Play one sound again and again, instead of any that loops now."""
        ...

    def play_once(self, sound: Sound) -> None: ...

    def stop(self) -> None:
        """End the loop."""
        ...


class Rung(IntEnum):
    """How far the alarm of an order has climbed for which nobody has done anything."""

    CARD = 0  # its card and its sound
    LOUDER = 1  # the sound is louder, and the whole window's frame flashes
    SECOND = 2  # whatever else can make a noise is called
    LAST = 3  # the last minute: what the owner has chosen is done


_LEFT_S: Mapping[Rung, float] = {
    Rung.LOUDER: ACCEPT_WITHIN.total_seconds() - 30,
    Rung.SECOND: ACCEPT_WITHIN.total_seconds() - 60,
    Rung.LAST: LATE_S,
}
"""So many seconds before the order's limit each rung is reached. The limit is what runs out: an
order whose message came two minutes late is loud at once (our decision)."""

_RING: Mapping[Rung, Ring] = {
    Rung.CARD: Ring(Sound.NEW, Level.NORMAL),
    Rung.LOUDER: Ring(Sound.NEW, Level.LOUD),
    Rung.SECOND: Ring(Sound.NEW, Level.LOUD),
    Rung.LAST: Ring(Sound.LATE, Level.LOUD),
}
_STOP = Ring(Sound.CANCELLED, Level.SOFT)
_REFUND = Ring(Sound.REFUND, Level.SOFT)
_LAST_OF_REFUND = Ring(Sound.REFUND, Level.LOUD)
_REFUND_LATE_S = 180
"""So many seconds before its time is up a refund request comes before a new order (ours)."""

RANK = (
    _RING[Rung.LAST],
    _LAST_OF_REFUND,
    _RING[Rung.LOUDER],
    _RING[Rung.CARD],
    _STOP,
    _REFUND,
)
"""What is heard when several things wait: the first of these that any of them wants."""

_FAULT_AGAIN_S = 300.0
"""A line that comes and goes is told once in so many seconds."""


class SecondOutput(Protocol):
    """Something else that makes a noise, such as a receipt printer's buzzer."""

    def call(self, order_id: OrderId) -> None:
        """Call somebody to an order that has waited for a minute; never makes the caller wait."""
        ...


class NoSecondOutput:
    """Nothing is set up: that it would have been called is written down."""

    def call(self, order_id: OrderId) -> None:
        logger.info("Order %s has waited for a minute; there is no second alarm", order_id)


class Alarm:
    """A function of the cards and the time: nothing else starts or stops the loop.

    Without an output it decides all the same, and whoever comes to listen hears it at once.
    """

    def __init__(self, output: SoundOutput | None = None) -> None:
        self._output = output
        self._cards: dict[OrderId, CardView] = {}
        self._ring: Ring | None = None

    @property
    def ring(self) -> Ring | None:
        """What loops now."""
        return self._ring

    @property
    def playing(self) -> Sound | None:
        """The sound that loops now."""
        return self._ring.sound if self._ring else None

    def lead_to(self, output: SoundOutput | None) -> None:
        """Be heard there from now on, and nowhere else."""
        if self._output is not None:
            self._output.stop()
        self._output = output
        if output is not None and self._ring is not None:
            output.play_loop(self._ring)

    def show_cards(self, cards: Iterable[CardView], now: datetime) -> None:
        """Take new states of cards and sound, or fall silent, at once."""
        for card in cards:
            if _has_come(card, self._cards.get(card.order_id)):
                self.play_once(Sound.RIDER)
            self._cards[card.order_id] = card
        self.tick(now)

    def remove(self, order_id: OrderId, now: datetime) -> None:
        self._cards.pop(order_id, None)
        self.tick(now)

    def play_once(self, sound: Sound) -> None:
        """Tell of something that waits for nobody."""
        if self._output is not None:
            self._output.play_once(sound)

    def tick(self, now: datetime) -> None:
        """Make what is heard agree with what waits."""
        wanted = loudest(self._cards.values(), now)
        if wanted == self._ring:
            return
        self._ring = wanted
        if self._output is None:
            return
        if wanted is None:
            self._output.stop()
        else:
            self._output.play_loop(wanted)


def loudest(cards: Iterable[CardView], now: datetime) -> Ring | None:
    """Return what must be heard: of all that the cards want, the first by rank."""
    wanted = {ring for card in cards for ring in _rings(card, now)}
    return min(wanted, key=RANK.index, default=None)


def is_waiting(card: CardView, now: datetime) -> bool:
    """Tell whether a card wants the alarm: unaccepted, and no fresh touch keeps it quiet."""
    return rung(card, now) is not None


def rung(card: CardView, now: datetime) -> Rung | None:
    """Return how far the alarm of a card has climbed, or None while it wants none."""
    if card.accept_by is None or _is_quiet(card, now):
        return None
    left_s = (card.accept_by - now).total_seconds()
    return max((each for each, from_s in _LEFT_S.items() if left_s <= from_s), default=Rung.CARD)


def flashes(cards: Iterable[CardView], now: datetime) -> bool:
    """Tell whether the whole window calls for somebody."""
    return any((rung(card, now) or Rung.CARD) >= Rung.LOUDER for card in cards)


def _rings(card: CardView, now: datetime) -> Iterator[Ring]:
    """Return what one card wants to be heard."""
    climbed = rung(card, now)
    if climbed is not None:
        yield _RING[climbed]
    if card.is_stop:
        yield _STOP
    case = waiting_case(card.refunds)
    if case is not None and case.answer_by is not None and not _is_quiet(card, now):
        left_s = (case.answer_by - now).total_seconds()
        yield _LAST_OF_REFUND if left_s < _REFUND_LATE_S else _REFUND


def _has_come(card: CardView, before: CardView | None) -> bool:
    """Tell whether the rider has just come for an order; one who was there at the start has not."""
    was_seen = before is not None and not _rider_is_here(before)
    return was_seen and _rider_is_here(card)


def _rider_is_here(card: CardView) -> bool:
    rider = card.order.rider
    is_open = not card.order.status.is_final
    return is_open and rider is not None and rider.state is RiderState.ARRIVED


def _is_quiet(card: CardView, now: datetime) -> bool:
    """Tell whether a fresh touch is given the time to be answered."""
    return card.quiet_until is not None and now <= card.quiet_until


class AlarmDuty:
    """Keeps the alarm, and what helps it, in step with the board and with time."""

    def __init__(
        self,
        alarm: Alarm,
        *,
        board: Board,
        links: Links,
        clock: Clock,
        second: SecondOutput | None = None,
    ) -> None:
        self._alarm = alarm
        self._board = board
        self._clock = clock
        self._second = second or NoSecondOutput()
        self._called: set[OrderId] = set()
        self._was_lost = False
        self._told_loss_at = -math.inf
        links.changed.connect(self._follow_links)
        board.card_changed.connect(self._show)
        board.card_removed.connect(self._remove)

    async def run(self) -> None:
        """Service: let time pass for the alarm, for ever."""
        while True:
            self.look()
            await asyncio.sleep(_TICK_S)

    def look(self) -> None:
        """Let be heard what time has made due."""
        now = self._clock.now()
        self._alarm.tick(now)
        due = {
            card.order_id
            for card in self._board.cards.values()
            if (rung(card, now) or Rung.CARD) >= Rung.SECOND
        }
        for order_id in due - self._called:
            self._second.call(order_id)
        self._called = due

    def _follow_links(self, links: LinksView) -> None:
        """Tell once that orders cannot come in any more."""
        is_broken = links.receiving.state is LinkState.BROKEN
        is_lost = is_broken or bool(links.lost_at(self._clock.now()))
        passed_s = self._clock.monotonic() - self._told_loss_at
        if is_lost and not self._was_lost and passed_s >= _FAULT_AGAIN_S:
            self._told_loss_at = self._clock.monotonic()
            self._alarm.play_once(Sound.FAULT)
        self._was_lost = is_lost

    def _show(self, card: CardView) -> None:
        self._alarm.show_cards((card,), self._clock.now())

    def _remove(self, order_id: OrderId) -> None:
        self._alarm.remove(order_id, self._clock.now())
