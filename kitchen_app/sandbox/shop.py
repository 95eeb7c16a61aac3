"""The shop as Keeta keeps it: status, hours, phones, picture (store pages)."""

import copy
import re
from dataclasses import replace
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.config import SandboxConfig, Service
from kitchen_app.sandbox.events import Event
from kitchen_app.sandbox.hours import SpecialDays, Week
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.refusals import (
    BAD_BUSINESS_PARAMETER,
    PENDING_REVIEW,
    SHOP_STATE,
    RefusedError,
)
from kitchen_app.sandbox.resting import Services, ShopStatus, change
from kitchen_app.sandbox.shop_facts import Picture, PictureStatus, ShopFacts, first_facts

_PHONE = re.compile(r"\d{1,4}-\d{4,15}")
_PICTURE = re.compile(r"https?://\S+\.(?:jpg|png|jpeg|webp)", re.IGNORECASE)


class Shop:
    """The emulated shop of `config`.

    What is not `by_keeta` or `in_portal` the application may do.
    """

    def __init__(
        self, config: SandboxConfig, clock: Clock, *, pusher: Pusher, agenda: Agenda
    ) -> None:
        self.facts = first_facts(config)
        self.closed_by_keeta = False
        self.rejects_next_picture = False
        """The next review ends with a rejection."""
        self._past: list[tuple[int, ShopFacts]] = []
        """Each earlier state with the moment of its end."""
        self._config = config
        self._clock = clock
        self._pusher = pusher
        self._agenda = agenda

    @property
    def status(self) -> ShopStatus:
        return self.facts.services.status

    def as_of(self, at_ms: int) -> ShopFacts:
        """Return the shop as it was at that time."""
        earlier = (facts for changed_at_ms, facts in self._past if changed_at_ms > at_ms)
        return next(earlier, self.facts)

    def rest(self) -> None:
        """Suspend delivery and pickup together (status/rest)."""
        self._turn(available=False)

    def open(self) -> None:
        """Take orders of both kinds again (status/open)."""
        self._refuse_if_closed_by_keeta()
        self._turn(available=True)

    def turn_in_portal(self, service: Service, *, available: bool) -> None:
        """Rest or open one service alone, for which there is no call."""
        if available:
            self._refuse_if_closed_by_keeta()
        self._become(self.facts.services.turned(service, available=available))

    def close_by_keeta(self) -> None:
        """Suspend the shop as Keeta does for weather or unanswered orders."""
        self.closed_by_keeta = True
        self._become(self.facts.services.turned(*Service, available=False))

    def open_by_keeta(self) -> None:
        self.closed_by_keeta = False
        self._become(self.facts.services.turned(*Service, available=True))

    def set_week(self, week: Week, *, in_portal: bool = False) -> None:
        """Replace the week; the portal's changes always send event 1101."""
        self._change(week=week)
        if in_portal or self._config.hours_event_on_update:
            self._tell_hours({"businessHourOfTheWeek": copy.deepcopy(week)})

    def set_special_days(self, days: SpecialDays, *, in_portal: bool = False) -> None:
        self._change(special_days=days)
        if in_portal or self._config.hours_event_on_update:
            self._tell_hours({"specialBusinessHour": copy.deepcopy(days)})

    def set_phones(self, phones: list[str]) -> None:
        """Replace the phones: one to three, each `<country>-<number>` (contact/update)."""
        if not all(_PHONE.fullmatch(phone) for phone in phones):
            raise RefusedError(BAD_BUSINESS_PARAMETER, "phones is invalid")
        self._change(phones=tuple(phones))

    def propose_picture(self, url: str) -> None:
        """Put a new main picture under review (picture/main/update)."""
        if not _PICTURE.fullmatch(url):
            raise RefusedError(BAD_BUSINESS_PARAMETER, "pictureUrl is invalid")
        pictures = self.facts.pictures
        if any(picture.status is PictureStatus.PENDING for picture in pictures):
            raise RefusedError(PENDING_REVIEW, "A picture is pending review")
        proposed = Picture(url=url, status=PictureStatus.PENDING)
        effective = [each for each in pictures if each.status is PictureStatus.EFFECTIVE]
        self._change(pictures=(*effective, proposed))
        self._agenda.after(self._config.picture_review_s, lambda: self._review(url))

    def _refuse_if_closed_by_keeta(self) -> None:
        """Leave it to Keeta to open what Keeta has closed."""
        if self.closed_by_keeta:
            raise RefusedError(SHOP_STATE, "The shop was suspended by the platform")

    def _turn(self, *, available: bool) -> None:
        """Rest or open both services by a call of the application's."""
        after = self.facts.services.turned(*Service, available=available)
        if not self._would_repeat(after):
            self._become(after, tell=self._config.status_event_on_call)
        elif self._config.repeated_status_change == "error":
            raise RefusedError(SHOP_STATE, "The shop has this status already")

    def _would_repeat(self, after: Services) -> bool:
        if self._config.open_with_one_resting == "repeated":
            return after.status is self.status
        return after == self.facts.services

    def _become(self, after: Services, *, tell: bool = True) -> None:
        """Change the services; 1102 tells of any change, also if the shop's own status stays."""
        before = self.facts.services
        self._change(services=after)
        if tell and before != after:
            message = {"shopId": self._config.shop_id} | change(before, after, self._config)
            self._push(Event.SHOP_STATUS_CHANGED, message)

    def _tell_hours(self, members: dict[str, Any]) -> None:
        shop = {"shopId": self._config.shop_id}
        self._push(Event.HOURS_CHANGED, shop | members)

    def _push(self, event: Event, message: dict[str, Any]) -> None:
        self._pusher.push(event, None, message, shop_id=self._config.shop_id)

    def _review(self, url: str) -> None:
        """End the review of the pending picture, which has this address."""
        if not self.rejects_next_picture:
            self._change(pictures=(Picture(url=url),))
            return
        self.rejects_next_picture = False
        *effective, proposed = self.facts.pictures
        reason = "The picture is blurred"
        rejected = replace(proposed, status=PictureStatus.REJECTED, reject_reason=reason)
        self._change(pictures=(*effective, rejected))

    def _change(self, **members: Any) -> None:
        """Replace facts and keep what the shop was until now."""
        self._past.append((to_epoch_ms(self._clock.now()), self.facts))
        self.facts = replace(self.facts, **members)
