"""When a refresh is asked for again whose answer never came.

The refresh token works once, so nobody knows whether Keeta has used it up. Asking again with the
same one tells: new tokens if it was not, a refusal if it was. Keeta advises 3 to 5 tries and takes
one a minute (token rules). The pauses are ours: the old access token outlives a refresh by an
hour, and within that hour the owner must know.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIES = 5
"""In one round. When Keeta is out for longer, the next round begins a day later: tokens are
renewed some four days before their end, and an outage of an hour must not cost an owner's visit.
"""

_PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 10, 30, 24 * 60))
"""After each try of a round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostAnswer:
    """`tries` times the same refresh token was sent; `last_at` of them, by Keeta's clock."""

    last_at: datetime
    tries: int

    @property
    def is_round_over(self) -> bool:
        return self.tries % TRIES == 0

    def next_at(self, now: datetime) -> datetime:
        """Return when to ask again; at once if the last try lies ahead: a clock was set back."""
        if self.last_at > now:
            return now
        return self.last_at + _PAUSES[(self.tries - 1) % TRIES]
