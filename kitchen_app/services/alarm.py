"""The alarm: it sounds exactly as long as something waits, and has one owner.

It is decided on the core thread, beside the orders: a screen that stands still keeps nobody quiet.
"""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.domain.deadlines import LATE_S
from kitchen_app.domain.order import OrderId
from kitchen_app.services.board import Board, CardView

_TICK_S = 0.25
"""How late the last minute, or the end of a touch's quiet, may be heard."""


class Sound(StrEnum):
    """The sounds that the board makes."""

    NEW = "new"
    LATE = "late"
    CANCELLED = "cancelled"
    FAULT = "fault"


class Level(StrEnum):
    """How loud a sound is beside the others; the computer's own volume comes on top."""

    SOFT = "soft"
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


_LATE = Ring(Sound.LATE, Level.LOUD)
_NEW = Ring(Sound.NEW, Level.LOUD)
_STOP = Ring(Sound.CANCELLED, Level.SOFT)

RANK = (_LATE, _NEW, _STOP)
"""What is heard when several things wait: the first of these that any of them wants."""


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
            self._cards[card.order_id] = card
        self.tick(now)

    def remove(self, order_id: OrderId, now: datetime) -> None:
        self._cards.pop(order_id, None)
        self.tick(now)

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
    return card.accept_by is not None and not _is_quiet(card, now)


def _rings(card: CardView, now: datetime) -> Iterator[Ring]:
    """Return what one card wants to be heard."""
    if card.accept_by is not None and not _is_quiet(card, now):
        left_s = (card.accept_by - now).total_seconds()
        yield _LATE if left_s <= LATE_S else _NEW
    if card.is_stop:
        yield _STOP


def _is_quiet(card: CardView, now: datetime) -> bool:
    """Tell whether a fresh touch is given the time to be answered."""
    return card.quiet_until is not None and now <= card.quiet_until


class AlarmDuty:
    """Keeps the alarm in step with the board and with time."""

    def __init__(self, alarm: Alarm, *, board: Board, clock: Clock) -> None:
        self._alarm = alarm
        self._clock = clock
        board.card_changed.connect(self._show)
        board.card_removed.connect(self._remove)

    async def run(self) -> None:
        """Service: let time pass for the alarm, for ever."""
        while True:
            self._alarm.tick(self._clock.now())
            await asyncio.sleep(_TICK_S)

    def _show(self, card: CardView) -> None:
        self._alarm.show_cards((card,), self._clock.now())

    def _remove(self, order_id: OrderId) -> None:
        self._alarm.remove(order_id, self._clock.now())
