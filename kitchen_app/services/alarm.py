"""The alarm: it sounds exactly as long as an order waits, and has one owner.

It is decided on the core thread, beside the orders: a screen that stands still keeps nobody quiet.
"""

import asyncio
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from kitchen_app.base.clock import Clock
from kitchen_app.domain.deadlines import LATE_S
from kitchen_app.domain.order import OrderId, Status
from kitchen_app.services.board import Board, CardView

_TICK_S = 0.25
"""How late the last minute, or the end of a touch's quiet, may be heard."""


class Sound(StrEnum):
    """The sounds that the board makes."""

    NEW = "new"
    LATE = "late"
    CANCELLED = "cancelled"
    FAULT = "fault"


class SoundOutput(Protocol):
    """Something that can be heard; called on any thread, and it never makes the caller wait."""

    def play_loop(self, sound: Sound) -> None:
        """Play one sound again and again, instead of any that loops now."""
        ...

    def play_once(self, sound: Sound) -> None: ...

    def stop(self) -> None:
        """End the loop."""
        ...


class Alarm:
    """A function of the cards and the time: nothing else starts or stops the loop.

    Without an output it decides all the same, and whoever comes to listen hears it at once.
    """

    def __init__(self, output: SoundOutput | None = None) -> None:
        self._output = output
        self._waiting: dict[OrderId, CardView] = {}
        self._cooking: set[OrderId] = set()
        self._playing: Sound | None = None

    @property
    def playing(self) -> Sound | None:
        """The sound that loops now."""
        return self._playing

    def lead_to(self, output: SoundOutput | None) -> None:
        """Be heard there from now on, and nowhere else."""
        if self._output is not None:
            self._output.stop()
        self._output = output
        if output is not None and self._playing is not None:
            output.play_loop(self._playing)

    def show_cards(self, cards: Iterable[CardView], now: datetime) -> None:
        """Take new states of cards and sound, or fall silent, at once."""
        for card in cards:
            self._note_cancel(card)
            if card.accept_by is None:
                self._waiting.pop(card.order_id, None)
            else:
                self._waiting[card.order_id] = card
        self.tick(now)

    def remove(self, order_id: OrderId, now: datetime) -> None:
        self._waiting.pop(order_id, None)
        self._cooking.discard(order_id)
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Make what is heard agree with what waits."""
        wanted = self._wanted(now)
        if wanted is self._playing:
            return
        self._playing = wanted
        if self._output is None:
            return
        if wanted is None:
            self._output.stop()
        else:
            self._output.play_loop(wanted)

    def _wanted(self, now: datetime) -> Sound | None:
        limits = [card.accept_by for card in self._waiting.values() if is_waiting(card, now)]
        left = [(limit - now).total_seconds() for limit in limits if limit is not None]
        if not left:
            return None
        return Sound.LATE if min(left) <= LATE_S else Sound.NEW

    def _note_cancel(self, card: CardView) -> None:
        """Food that is being cooked for nobody is told once, at the moment it becomes so."""
        if card.order.status in (Status.ACCEPTED, Status.READY):
            self._cooking.add(card.order_id)
        elif card.order_id in self._cooking:
            self._cooking.discard(card.order_id)
            if card.order.status is Status.CANCELLED and self._output is not None:
                self._output.play_once(Sound.CANCELLED)


def is_waiting(card: CardView, now: datetime) -> bool:
    """Tell whether a card wants the alarm: unaccepted, and no fresh touch keeps it quiet."""
    if card.accept_by is None:
        return False
    return card.quiet_until is None or now > card.quiet_until


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
