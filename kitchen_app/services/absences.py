"""When we were away, and which orders nobody has looked at since that happened behind our back.

Away is: from the last run to this one, a machine that slept, Keeta not there, the receiving path
cut off. What is missed then is decided by `domain.absence`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.domain.absence import Absence, Meanwhile, meanwhile
from kitchen_app.domain.deadlines import BOARD_MEMORY
from kitchen_app.domain.order import Order, OrderId
from kitchen_app.services.links import Links, LinkState, LinksView, Trouble

_DEAF = frozenset({Trouble.LISTENER_DOWN, Trouble.STORE_FAILED})
"""Troubles of receiving with which no order comes to the board."""


class Absences:
    """Remembers, for this run, when we were away and what people have seen of it.

    Signals:
        changed: an absence that is over; what it hid is known from now on.
    """

    def __init__(self, links: Links, clock: Clock) -> None:
        self._links = links
        self._clock = clock
        self._began_at = clock.now()
        self._over: list[Absence] = []
        self._away_since: datetime | None = None
        self._proved_at: datetime | None = None
        self._told: dict[OrderId, Meanwhile | None] = {}
        self._fixed: dict[OrderId, Meanwhile | None] = {}
        self._seen: set[tuple[OrderId, Meanwhile]] = set()
        self.changed: Signal[Absence] = Signal()
        links.changed.connect(self._follow)

    def of(self, order: Order) -> Meanwhile | None:
        """Return what happened to an order behind our back, until somebody has seen it.

        `order` is in our clock, except for its cancellation.
        """
        order_id = order.order_id
        if order_id in self._fixed:
            told = self._fixed[order_id]
        else:
            told = meanwhile(self._in_our_time(order), self._over)
        self._told[order_id] = told
        return told if told is not None and (order_id, told) not in self._seen else None

    def seen(self, order_id: OrderId) -> None:
        """Take note that a person has seen what became of an order, or works on it."""
        told = self._told.get(order_id)
        if told is not None:
            self._seen.add((order_id, told))

    def forget(self, order_id: OrderId) -> None:
        """Let go of an order that is kept no longer."""
        self._told.pop(order_id, None)
        self._fixed.pop(order_id, None)
        self._seen -= {(order_id, told) for told in Meanwhile}

    def ran_before(self) -> None:
        """Take it that an earlier run knew orders: nobody was there from its end to our start."""
        began_at = self._began_at
        self._over.append(Absence(since=began_at - BOARD_MEMORY, until=began_at))

    def slept(self, lost_s: float) -> None:
        """Take it that nothing ran here until now, for so many seconds."""
        now = self._clock.now()
        self._end(Absence(since=now - timedelta(seconds=lost_s), until=now))

    def clock_set(self, by: timedelta) -> None:
        """Move what was noted in our clock with it.

        When orders came in was noted in the clock as it was: what is told of them stays.
        """
        self._fixed = dict(self._told)
        self._over = [Absence(since=a.since + by, until=a.until + by) for a in self._over]
        self._away_since = self._away_since and self._away_since + by
        self._proved_at = self._proved_at and self._proved_at + by

    def _follow(self, view: LinksView) -> None:
        since = _away_since(view, self._proved_at)
        if since is None:
            self._proved_at = view.proved_at
        if self._away_since is None:
            self._away_since = since
        elif since is None:
            over = Absence(since=self._away_since, until=self._clock.now())
            self._away_since = None
            self._end(over)

    def _end(self, over: Absence) -> None:
        recently = over.until - BOARD_MEMORY
        self._over = [each for each in self._over if each.until > recently] + [over]
        self.changed.emit(over)

    def _in_our_time(self, order: Order) -> Order:
        ended = order.cancellation
        if ended is None:
            return order
        at = self._links.to_our_time(ended.at)
        return replace(order, cancellation=replace(ended, at=at))


def _away_since(view: LinksView, proved_at: datetime | None) -> datetime | None:
    """Return since when we are away, or None while we are not.

    A test that gets lost says only that the path was open when it was last proved, at `proved_at`.
    """
    since: list[datetime] = []
    if view.sending.is_absent:
        since.append(view.sending.since)
    if view.receiving.state is LinkState.BROKEN and view.receiving.trouble in _DEAF:
        since.append(view.receiving.since)
    if view.proof.hop and view.proof.since is not None:
        since.append(min(view.proof.since, proved_at or view.proof.since))
    return min(since, default=None)
