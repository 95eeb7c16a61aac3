"""Whether receiving and sending work, and since when."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from kitchen_app.base.clock import Clock
from kitchen_app.base.signal import Signal
from kitchen_app.services.proof_view import MESSAGE_COUNTS_FOR, NOT_TESTED, Hop, ProofView
from kitchen_app.services.tunnel_view import NO_TUNNEL, TunnelView


class LinkState(StrEnum):
    """How much we know of one direction."""

    UNPROVED = "unproved"  # nothing has gone through yet
    OK = "ok"
    BROKEN = "broken"


class Trouble(StrEnum):
    """What is wrong with a link; the screen has words and a cure for each."""

    NONE = ""
    LISTENER_DOWN = "listener_down"
    STORE_FAILED = "store_failed"
    FORGED = "forged"  # messages arrive whose signature does not fit
    FOREIGN_SHOP = "foreign_shop"
    UNREADABLE = "unreadable"  # an order event that does not say which order
    INTERNAL = "internal"  # our bug: a message could not be applied
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    NOT_AUTHORISED = "not_authorised"
    NO_ANSWER = "no_answer"
    ACCESS_MISSING = "access_missing"  # the owner has not authorised the program yet
    ACCESS_UNREADABLE = "access_unreadable"  # the tokens are in a keyring that does not open
    ACCESS_NOT_KEPT = "access_not_kept"  # the tokens cannot be renewed on this computer
    ACCESS_RUNS_OUT = "access_runs_out"  # new tokens got lost and are asked for again
    ACCESS_ENDED = "access_ended"
    ACCESS_WITHDRAWN = "access_withdrawn"  # so Keeta told us
    RESTORED = "restored"  # the stored orders were damaged, and built anew from second copies
    DISK_FULL = "disk_full"  # orders are stored on the room that was kept in reserve
    NO_BACKUP = "no_backup"
    RESTED = "rested"  # nobody answered an order, and the program has put the shop to rest
    MAY_SLEEP = "may_sleep"  # this computer cannot be kept from falling asleep
    TUNNEL_NOT_FOUND = "tunnel_not_found"  # the tunnel program is not on this computer
    TUNNEL_KEYLESS = "tunnel_keyless"  # nobody has stored the tunnel's token
    TUNNEL_REFUSED = "tunnel_refused"  # its provider does not take the token
    TUNNEL_IN_USE = "tunnel_in_use"  # the same tunnel runs somewhere else
    TUNNEL_ENDED = "tunnel_ended"  # the tunnel program ends again and again
    TUNNEL_OFFLINE = "tunnel_offline"  # it runs, and does not reach its provider


OF_THE_TUNNEL = frozenset(
    {
        Trouble.TUNNEL_NOT_FOUND,
        Trouble.TUNNEL_KEYLESS,
        Trouble.TUNNEL_REFUSED,
        Trouble.TUNNEL_IN_USE,
        Trouble.TUNNEL_ENDED,
        Trouble.TUNNEL_OFFLINE,
    }
)
"""Of the tunnel program that is kept here. No fault of receiving by itself: another may carry."""

_SEEN_AS = frozenset({Hop.TUNNEL, Hop.WRONG_PAGE})
"""Where tests get lost without a tunnel: its provider may answer with a page of its own."""

_ABSENCE = frozenset({Trouble.UNREACHABLE, Trouble.NO_ANSWER})


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """One direction: its state, since when, the last time it worked, and what is wrong."""

    state: LinkState
    since: datetime
    last_ok: datetime | None = None
    trouble: Trouble = Trouble.NONE

    @property
    def is_absent(self) -> bool:
        """Tell whether the other side is not there, or does not answer."""
        return self.state is LinkState.BROKEN and self.trouble in _ABSENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class LinksView:
    """Both directions, the test of receiving, Keeta's clock, what is wrong with this computer.

    `clock_offset` is how far Keeta's clock is ahead of ours; `keeping` are troubles that are no
    fault of a link, the worst first; `tunnel` is the tunnel program that is kept here.
    """

    receiving: LinkView
    sending: LinkView
    clock_offset: timedelta = timedelta()
    proof: ProofView = NOT_TESTED
    keeping: tuple[Trouble, ...] = ()
    tunnel: TunnelView = NO_TUNNEL

    @property
    def tunnel_trouble(self) -> Trouble:
        """What is wrong with the tunnel program that is kept here, if anything."""
        return next((each for each in self.keeping if each in OF_THE_TUNNEL), Trouble.NONE)

    def cause_at(self, now: datetime) -> Trouble:
        """Return why tests get lost, if the tunnel program kept here is to blame for it."""
        return self.tunnel_trouble if self.lost_at(now) in _SEEN_AS else Trouble.NONE

    @property
    def proved_at(self) -> datetime | None:
        """The last time anything came in from outside: a message, or a test of ours."""
        tested = self.proof.last_ok if self.proof.is_public else None
        return max((at for at in (self.receiving.last_ok, tested) if at), default=None)

    def lost_at(self, now: datetime) -> Hop:
        """Return where tests get lost, unless real messages have come through meanwhile."""
        message_at, since = self.receiving.last_ok, self.proof.since
        if message_at and since and message_at >= since and now - message_at < MESSAGE_COUNTS_FOR:
            return Hop.NONE
        return self.proof.hop


_WARNINGS = frozenset({Trouble.ACCESS_NOT_KEPT, Trouble.ACCESS_RUNS_OUT})
"""Sending still works: being offline is worse."""

_KEEPING = (
    Trouble.DISK_FULL,
    Trouble.RESTED,
    Trouble.RESTORED,
    *(each for each in Trouble if each in OF_THE_TUNNEL),
    Trouble.NO_BACKUP,
    Trouble.MAY_SLEEP,
)
"""What somebody must know besides the links, the worst first: disk, a shop at rest, sleep."""


class Links:
    """Keeps the state of both directions and tells whoever shows it.

    Signals:
        changed: the new view.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        start = LinkView(state=LinkState.UNPROVED, since=clock.now())
        self._view = LinksView(receiving=start, sending=start)
        self._standing: dict[Trouble, None] = {}
        self._sending_standing: dict[Trouble, None] = {}
        self.changed: Signal[LinksView] = Signal()

    @property
    def view(self) -> LinksView:
        return self._view

    def receiving_works(self) -> None:
        self._publish(receiving=_working(self._view.receiving, self._standing, self._clock.now()))

    def receiving_stands(self, trouble: Trouble) -> None:
        """Tell of a trouble that further messages do not mend."""
        self._standing[trouble] = None
        self.receiving_broken(trouble)

    def receiving_mended(self, *troubles: Trouble) -> None:
        """Take back troubles that stood."""
        stood = [trouble for trouble in troubles if trouble in self._standing]
        for trouble in stood:
            del self._standing[trouble]
        if stood:
            self._publish(receiving=_back(self._view.receiving, self._standing, self._clock.now()))

    def receiving_broken(self, trouble: Trouble) -> None:
        self._publish(receiving=_broken(self._view.receiving, trouble, self._clock.now()))

    def proof_ended(self, hop: Hop, *, is_public: bool) -> None:
        """Take a test that went the whole way, or was lost at a hop, again and again."""
        before, receiving, now = self._view.proof, self._view.receiving, self._clock.now()
        if hop:
            failing = replace(before, is_public=is_public, hop=hop, since=before.since or now)
            self._publish(proof=failing)
            return
        if receiving.trouble is Trouble.STORE_FAILED:  # the test was stored
            receiving = _back(receiving, self._standing, now)
        self._publish(receiving=receiving, proof=ProofView(is_public=is_public, last_ok=now))

    def sending_works(self) -> None:
        self._publish(
            sending=_working(self._view.sending, self._sending_standing, self._clock.now())
        )

    def sending_stands(self, trouble: Trouble) -> None:
        """Tell of a trouble that further calls do not mend, even if they work."""
        self._sending_standing[trouble] = None
        self.sending_broken(trouble)

    def sending_mended(self, *troubles: Trouble) -> None:
        """Take back troubles that stood; another one that is told stays."""
        for trouble in troubles:
            self._sending_standing.pop(trouble, None)
        view = self._view.sending
        if view.state is LinkState.BROKEN and view.trouble in troubles:
            self._publish(sending=_back(view, self._sending_standing, self._clock.now()))

    def sending_reached(self) -> None:
        """Keeta is there again; whether it takes our calls is for a real call to prove."""
        view = self._view.sending
        if view.is_absent:
            self._publish(sending=_back(view, self._sending_standing, self._clock.now()))

    def sending_unreachable(self) -> None:
        """Keeta is not there; a graver trouble that is known stays the one that is told."""
        view = self._view.sending
        if view.state is not LinkState.BROKEN or view.trouble in _ABSENCE | _WARNINGS:
            self.sending_broken(Trouble.UNREACHABLE)

    def sending_broken(self, trouble: Trouble) -> None:
        if trouble is Trouble.NOT_AUTHORISED:  # why, is known better if the tokens are in trouble
            trouble = next(iter(self._sending_standing), trouble)
        self._publish(sending=_broken(self._view.sending, trouble, self._clock.now()))

    def keeping_is(self, trouble: Trouble, *, wrong: bool) -> None:
        """Tell whether something is wrong that is no fault of either link."""
        told = {*self._view.keeping, trouble} if wrong else {*self._view.keeping} - {trouble}
        if told != set(self._view.keeping):
            self._publish(keeping=tuple(each for each in _KEEPING if each in told))

    def tunnel_is(self, tunnel: TunnelView, trouble: Trouble) -> None:
        """Tell how the tunnel program is, and which of its own troubles it has, if any."""
        told = {*self._view.keeping} - OF_THE_TUNNEL | {trouble}
        keeping = tuple(each for each in _KEEPING if each in told)
        if (tunnel, keeping) != (self._view.tunnel, self._view.keeping):
            self._publish(keeping=keeping, tunnel=tunnel)

    def clock_measured(self, offset: timedelta) -> None:
        """Take Keeta's clock minus ours, as measured from an answer's `Date`."""
        if offset != self._view.clock_offset:
            self._publish(clock_offset=offset)

    def clock_set(self, by: timedelta) -> None:
        """Move all that was noted in our clock with it, so that Keeta's moments stay theirs."""
        view = self._view
        self._view = replace(
            view,
            receiving=_moved(view.receiving, by),
            sending=_moved(view.sending, by),
            proof=_moved(view.proof, by),
            tunnel=_moved(view.tunnel, by),
        )
        self._publish(clock_offset=view.clock_offset - by)

    def to_platform_time(self, moment: datetime) -> datetime:
        """Turn a moment of our clock into Keeta's."""
        return moment + self._view.clock_offset

    def to_our_time(self, moment: datetime) -> datetime:
        """Turn a moment of Keeta's clock into ours."""
        return moment - self._view.clock_offset

    def _publish(
        self,
        *,
        receiving: LinkView | None = None,
        sending: LinkView | None = None,
        clock_offset: timedelta | None = None,
        proof: ProofView | None = None,
        keeping: tuple[Trouble, ...] | None = None,
        tunnel: TunnelView | None = None,
    ) -> None:
        self._view = LinksView(
            receiving=receiving or self._view.receiving,
            sending=sending or self._view.sending,
            clock_offset=self._view.clock_offset if clock_offset is None else clock_offset,
            proof=proof or self._view.proof,
            keeping=self._view.keeping if keeping is None else keeping,
            tunnel=tunnel or self._view.tunnel,
        )
        self.changed.emit(self._view)


def _working(view: LinkView, standing: Mapping[Trouble, None], now: datetime) -> LinkView:
    """Return the view of a direction that has just worked, whatever else stands."""
    if standing:
        return _broken(replace(view, last_ok=now), next(iter(standing)), now)
    since = view.since if view.state is LinkState.OK else now
    return LinkView(state=LinkState.OK, since=since, last_ok=now)


def _back(view: LinkView, standing: Mapping[Trouble, None], now: datetime) -> LinkView:
    """Return the view of a direction without its trouble, or with one that still stands."""
    if standing:
        return _broken(view, next(iter(standing)), now)
    state = LinkState.OK if view.last_ok else LinkState.UNPROVED
    return LinkView(state=state, since=now, last_ok=view.last_ok)


def _broken(view: LinkView, trouble: Trouble, now: datetime) -> LinkView:
    since = view.since if view.state is LinkState.BROKEN else now
    return replace(view, state=LinkState.BROKEN, since=since, trouble=trouble)


V = TypeVar("V", LinkView, ProofView, TunnelView)


def _moved(view: V, by: timedelta) -> V:
    moments = {name: at + by for name in ("since", "last_ok") if (at := getattr(view, name, None))}
    return replace(view, **moments)
