"""What Keeta knows of the shop at one moment, so that a read can also show an earlier one."""

import copy
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.hours import DAY_S, DAYS, SpecialDays, Week
from kitchen_app.sandbox.menu_data import MENUS
from kitchen_app.sandbox.resting import Services, all_available, shown


class PictureStatus(IntEnum):
    """Where a picture is in its review: 60 is the page's example, the others are guesses."""

    PENDING = 10
    EFFECTIVE = 60
    REJECTED = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One main picture of the shop."""

    url: str
    status: PictureStatus = PictureStatus.EFFECTIVE
    reject_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopFacts:
    """Services, hours, phones and pictures; each change makes a new one."""

    services: Services
    week: Week
    special_days: SpecialDays = field(default_factory=list)
    phones: tuple[str, ...] = ("966-501234567",)
    pictures: tuple[Picture, ...] = (Picture(url="https://img.sandbox.example/main.jpg"),)

    def details(self, config: SandboxConfig) -> dict[str, Any]:
        """Return `data` of scm/shop/base/get."""
        menu = MENUS[config.languages[0]]
        return {
            "shopId": config.shop_id,
            "name": shop_name(config, config.shop_id),
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
            **shown(self.services, config),
            "businessHourOfTheWeek": copy.deepcopy(self.week),
        }


def shop_name(config: SandboxConfig, shop_id: int) -> str:
    """Return what a shop of the brand is called; the others are numbered from 2."""
    name, others = MENUS[config.languages[0]].shop_name, config.other_shop_ids
    return f"{name} {others.index(shop_id) + 2}" if shop_id in others else name


def first_facts(config: SandboxConfig) -> ShopFacts:
    """Return what the shop begins with: open every day from ten to midnight."""
    week = {day: [{"startTime": 36_000, "endTime": DAY_S}] for day in DAYS}
    return ShopFacts(services=all_available(config), week=week)
