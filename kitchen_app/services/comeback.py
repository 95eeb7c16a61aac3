"""What is made up for at once when the machine, or Keeta, was away, or the clock was set.

Nothing is changed here: orders are read back, and what Keeta then says goes through the ledger like
any event.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta

from kitchen_app.services.absences import Absences
from kitchen_app.services.links import Links, LinkState, LinksView
from kitchen_app.services.outbox import Outbox
from kitchen_app.services.sync import Sync
from kitchen_app.services.vigil import Vigil
from kitchen_app.services.watch import Watch

logger = logging.getLogger(__name__)

_OUTAGE = timedelta(seconds=1.5)
"""A single call that got lost is no outage: what we ask is asked again, what Keeta tells too."""


class Comeback:
    """Wakes everybody who waits for a time of his own.

    `measure` lets Keeta's clock be measured, `prove` the receiving path; `wake` are the others
    that look at something now and then.
    """

    def __init__(
        self,
        *,
        vigil: Vigil,
        absences: Absences,
        links: Links,
        watch: Watch,
        sync: Sync,
        outbox: Outbox,
        measure: Callable[[], None],
        prove: Callable[[], None],
        wake: Iterable[Callable[[], None]] = (),
    ) -> None:
        self._absences = absences
        self._links = links
        self._watch = watch
        self._sync = sync
        self._outbox = outbox
        self._measure = measure
        self._prove = prove
        self._wake = tuple(wake)
        self._seen = links.view.sending
        vigil.clock_set.connect(self._follow_clock)
        vigil.time_lost.connect(self._make_up)
        links.changed.connect(self._see_links)

    def _follow_clock(self, by: timedelta) -> None:
        """Move every moment in our clock by as much; then ask Keeta what time it is."""
        logger.info("The clock of this computer was set by %.1f s", by.total_seconds())
        self._absences.clock_set(by)
        self._links.clock_set(by)
        self._outbox.clock_set(by)
        self._watch.clock_set(by)
        self._measure()
        self._prove()

    def _make_up(self, lost_s: float) -> None:
        logger.info("Nothing ran here for %.0f s: everything is looked at again", lost_s)
        self._absences.slept(lost_s)
        self._read_back()
        self._watch.look()
        self._measure()
        self._prove()
        for wake in self._wake:
            wake()

    def _see_links(self, view: LinksView) -> None:
        """Read everything back as soon as Keeta is there again: news got lost meanwhile."""
        before, self._seen = self._seen, view.sending
        is_over = before.is_absent and view.sending.state is not LinkState.BROKEN
        if not is_over or view.sending.since - before.since < _OUTAGE:
            return
        logger.info("Keeta is there again: every open order is read back")
        self._read_back()
        self._prove()

    def _read_back(self) -> None:
        self._sync.want_all(self._watch.looked_after())
