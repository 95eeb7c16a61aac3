"""What the screen is shown of the shop, and what became of a change: frozen, codes and data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kitchen_app.domain.hours import OpeningHours, SpecialDays, Week
from kitchen_app.domain.shop import Shop
from kitchen_app.services.links import Trouble


class Part(StrEnum):
    """What Keeta shows in one call."""

    DETAILS = "details"  # status, phones, pictures, names
    WEEK = "week"
    SPECIALS = "specials"


class ChangeKind(StrEnum):
    """What a person can change of the shop."""

    OPEN = "open"
    REST = "rest"
    WEEK = "week"
    SPECIALS = "specials"
    CONTACT = "contact"
    PICTURE = "picture"


class Outcome(StrEnum):
    """How a change ended."""

    DONE = "done"  # Keeta has what was wanted, perhaps had it before
    REFUSED = "refused"  # Keeta said no, in its own words; nothing changed
    NOT_REACHED = "not_reached"  # nothing changed; `trouble` says why
    NOT_KNOWN = "not_known"  # sent, and Keeta does not show it (yet): look again
    CHANGED_MEANWHILE = "changed_meanwhile"  # Keeta has something newer than what was edited
    ANOTHER_RUNS = "another_runs"  # one change at a time; nothing was sent


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeResult:
    """What a person is told of a change.

    `code` and `message` are Keeta's own words. `week` and `specials` are what Keeta has instead
    of the hours that were edited (`CHANGED_MEANWHILE`); the rest of the news is in the view.
    """

    kind: ChangeKind
    outcome: Outcome
    trouble: Trouble = Trouble.NONE
    code: int | None = None
    message: str = ""
    week: Week | None = None
    specials: tuple[SpecialDays, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change under way, or the last one if it did not end well (`result`)."""

    kind: ChangeKind
    asked_at: datetime
    result: ChangeResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopView:
    """The shop as last read.

    `specials` are in Keeta's form (`domain.hours.join_specials` makes them spoken) and None while
    unread, as everything is before the first answer. `unread` names the parts that the last
    reading did not get, why is in `trouble` or, in Keeta's words, in `refusal`: what is shown of
    them is older, or of another call. `odd` names members that Keeta sent and we could not read.
    `read_at` is when Keeta last showed anything. Without a `zone_name` special days stay unread.
    """

    shop: Shop | None = None
    week: Week | None = None
    specials: tuple[SpecialDays, ...] | None = None
    zone_name: str = ""
    read_at: datetime | None = None
    unread: tuple[Part, ...] = tuple(Part)
    odd: tuple[str, ...] = ()
    trouble: Trouble = Trouble.NONE
    refusal: str = ""
    change: Change | None = None

    @property
    def hours(self) -> OpeningHours | None:
        """The whole plan, once both parts of it are known."""
        if self.week is None or self.specials is None:
            return None
        return OpeningHours(week=self.week, specials=self.specials)

    @property
    def is_changing(self) -> bool:
        return self.change is not None and self.change.result is None
