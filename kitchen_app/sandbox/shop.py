"""The shop as Keeta keeps it: status, hours, phones, picture (store pages)."""

import copy
import re
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.config import SandboxConfig, Service
from kitchen_app.sandbox.events import Event
from kitchen_app.sandbox.hours import DAY_S, DAYS, SpecialDays, Week
from kitchen_app.sandbox.menu_data import MENUS
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.refusals import (
    BAD_BUSINESS_PARAMETER,
    PENDING_REVIEW,
    SHOP_STATE,
    RefusedError,
)
from kitchen_app.sandbox.resting import Services, ShopStatus, all_available, change, shown

_PHONE = re.compile(r"\d{1,4}-\d{4,15}")
_PICTURE = re.compile(r"https?://\S+\.(?:jpg|png|jpeg|webp)", re.IGNORECASE)


class PictureStatus(IntEnum):
    """Where a picture is in its review: 60 is the page's example, the others are guesses."""

    PENDING = 10
    EFFECTIVE = 60
    REJECTED = 70


@dataclass(slots=True, kw_only=True)
class Picture:
    """One main picture of the shop."""

    url: str
    status: PictureStatus = PictureStatus.EFFECTIVE
    reject_reason: str = ""


@dataclass(slots=True)
class _Hours:
    week: Week = field(
        default_factory=lambda: {day: [{"startTime": 36_000, "endTime": DAY_S}] for day in DAYS}
    )
    special: SpecialDays = field(default_factory=list)


class Shop:
    """The one emulated shop. What is not `by_keeta` or `in_portal` the application may do."""

    def __init__(self, config: SandboxConfig, pusher: Pusher, agenda: Agenda) -> None:
        self.services = all_available(config)
        self.closed_by_keeta = False
        self.phones: list[str] = ["966-501234567"]
        self.pictures = [Picture(url="https://img.sandbox.example/main.jpg")]
        self.rejects_next_picture = False
        """The next review ends with a rejection."""
        self._hours = _Hours()
        self._config = config
        self._pusher = pusher
        self._agenda = agenda

    @property
    def status(self) -> ShopStatus:
        return self.services.status

    @property
    def week(self) -> Week:
        return self._hours.week

    @property
    def special_days(self) -> SpecialDays:
        return self._hours.special

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
        self._become(self.services.turned(service, available=available))

    def close_by_keeta(self) -> None:
        """Suspend the shop as Keeta does for weather or unanswered orders."""
        self.closed_by_keeta = True
        self._become(self.services.turned(*Service, available=False))

    def open_by_keeta(self) -> None:
        self.closed_by_keeta = False
        self._become(self.services.turned(*Service, available=True))

    def set_week(self, week: Week, *, in_portal: bool = False) -> None:
        """Replace the week; the portal's changes always send event 1101."""
        self._hours.week = week
        if in_portal or self._config.hours_event_on_update:
            self._tell_hours({"businessHourOfTheWeek": copy.deepcopy(week)})

    def set_special_days(self, days: SpecialDays, *, in_portal: bool = False) -> None:
        self._hours.special = days
        if in_portal or self._config.hours_event_on_update:
            self._tell_hours({"specialBusinessHour": copy.deepcopy(days)})

    def set_phones(self, phones: list[str]) -> None:
        """Replace the phones: one to three, each `<country>-<number>` (contact/update)."""
        if not all(_PHONE.fullmatch(phone) for phone in phones):
            raise RefusedError(BAD_BUSINESS_PARAMETER, "phones is invalid")
        self.phones = list(phones)

    def propose_picture(self, url: str) -> None:
        """Put a new main picture under review (picture/main/update)."""
        if not _PICTURE.fullmatch(url):
            raise RefusedError(BAD_BUSINESS_PARAMETER, "pictureUrl is invalid")
        if any(picture.status is PictureStatus.PENDING for picture in self.pictures):
            raise RefusedError(PENDING_REVIEW, "A picture is pending review")
        proposed = Picture(url=url, status=PictureStatus.PENDING)
        effective = [each for each in self.pictures if each.status is PictureStatus.EFFECTIVE]
        self.pictures = [*effective, proposed]
        self._agenda.after(self._config.picture_review_s, lambda: self._review(proposed))

    def details(self) -> dict[str, Any]:
        """Return `data` of scm/shop/base/get."""
        menu = MENUS[self._config.languages[0]]
        return {
            "shopId": self._config.shop_id,
            "name": menu.shop_name,
            "enName": "Sandbox shop",
            "mainPictures": [
                {
                    "url": picture.url,
                    "status": int(picture.status),
                    "rejectReason": picture.reject_reason,
                }
                for picture in self.pictures
            ],
            "logoUrl": "https://img.sandbox.example/logo.jpg",
            "address": menu.district,
            "enAddress": "12 Example St",
            "longitude": menu.longitude,
            "latitude": menu.latitude,
            "primaryCategoryList": [],
            "supportCategoryList": [],
            "phones": list(self.phones),
            **shown(self.services, self._config),
            "businessHourOfTheWeek": copy.deepcopy(self.week),
        }

    def _refuse_if_closed_by_keeta(self) -> None:
        """Leave it to Keeta to open what Keeta has closed."""
        if self.closed_by_keeta:
            raise RefusedError(SHOP_STATE, "The shop was suspended by the platform")

    def _turn(self, *, available: bool) -> None:
        """Rest or open both services by a call of the application's."""
        after = self.services.turned(*Service, available=available)
        if not self._would_repeat(after):
            self._become(after, tell=self._config.status_event_on_call)
        elif self._config.repeated_status_change == "error":
            raise RefusedError(SHOP_STATE, "The shop has this status already")

    def _would_repeat(self, after: Services) -> bool:
        if self._config.open_with_one_resting == "repeated":
            return after.status is self.status
        return after == self.services

    def _become(self, after: Services, *, tell: bool = True) -> None:
        """Change the services; 1102 tells of any change, also if the shop's own status stays."""
        before, self.services = self.services, after
        if tell and before != after:
            message = {"shopId": self._config.shop_id} | change(before, after, self._config)
            self._pusher.push(Event.SHOP_STATUS_CHANGED, None, message)

    def _tell_hours(self, members: dict[str, Any]) -> None:
        shop = {"shopId": self._config.shop_id}
        self._pusher.push(Event.HOURS_CHANGED, None, shop | members)

    def _review(self, picture: Picture) -> None:
        if self.rejects_next_picture:
            self.rejects_next_picture = False
            picture.status, picture.reject_reason = PictureStatus.REJECTED, "The picture is blurred"
            return
        picture.status = PictureStatus.EFFECTIVE
        self.pictures = [picture]
