"""The platform's limits. Deadlines are moments in Keeta's clock."""

from datetime import datetime, timedelta

ACCEPT_WITHIN = timedelta(minutes=5)
"""Keeta cancels an order that nobody accepted (order/confirm page)."""

LATE_S = 60
"""So many seconds before the limit word, colour and sound turn to their last grade."""

LATE_ACCEPT_GRACE = timedelta(minutes=1)
"""A fresh touch after the limit is still tried this long: Keeta decides, not our clock."""

ACTION_LIFE = timedelta(minutes=30)
"""How long a ready or a cancel is still worth sending after the touch (our decision)."""

ANSWER_TO_TOUCH = timedelta(seconds=10)
"""How long a touch keeps the alarm quiet while Keeta has not answered (our decision)."""

UNDO_FOR = timedelta(seconds=5)
"""How long a "ready" waits before it is sent, so that a wrong touch can be taken back (ours)."""

STOP_ASKED_FOR = timedelta(hours=2)
"""How long somebody is asked to acknowledge that an order was cancelled while it was cooked, also
after a restart: by then no kitchen works on it any more (our decision)."""

BOARD_MEMORY = timedelta(hours=12)
"""How long a finished order stays on the board's last lane (our decision)."""

UNSTORED_SHOWN_FOR = timedelta(minutes=2)
"""How long after its limit an order is shown that was neither stored nor accepted: Keeta has ended
it by then, or somebody has accepted it in Keeta's app (our decision)."""

REVERSAL_WITHIN = timedelta(days=31)
"""So long after its end customer service may still cancel an order (30 days by the guide)."""

_LOOKS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7), timedelta(days=30))
"""When a completed order is read again (our decision: four reads each, dense at first)."""


def is_look_due(completed_at: datetime, looked_at: datetime | None, now: datetime) -> bool:
    """Tell whether a completed order should be read again now; all moments in our clock."""
    passed = [completed_at + after for after in _LOOKS if completed_at + after <= now]
    return bool(passed) and (looked_at is None or looked_at < passed[-1])


def accept_by(placed_at: datetime) -> datetime:
    """Return the moment at which Keeta gives up waiting for the shop."""
    return placed_at + ACCEPT_WITHIN
