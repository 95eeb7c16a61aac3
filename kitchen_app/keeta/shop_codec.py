"""Keeta's shop and hours ↔ ours. Reading is total: odd members are left out and named.

Sources: Get Store Details, Query and Update Store Business Hours, Query and Update Special
Business Hours. `{0,0}` is a closed day, `{0,86400}` a whole one, dates are the shop's local
midnights in milliseconds: the documents call one example UTC, its number is midnight in UTC+8.
"""

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.hours import (
    DAY_S,
    Day,
    Period,
    ReadSpecials,
    ReadWeek,
    SpecialDays,
    Week,
    Weekday,
    first_moment,
    last_moment,
)
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Shop, ShopPicture, ShopStatus
from kitchen_app.keeta.wire import Reader

SHOP_STATUSES = {3: ShopStatus.OPEN, 4: ShopStatus.RESTING}
_CLOSED = {"startTime": 0, "endTime": 0}
_WRAPPER = "businessHourOfTheWeek"


def decode_shop(data: object, shop_id: ShopId) -> Shop:
    """Return the shop that the `data` of base/get describes."""
    shop = Reader(data)
    raw_status = shop.integer("status")
    status = ShopStatus.UNKNOWN if raw_status is None else SHOP_STATUSES.get(raw_status)
    week = _own_week(data, shop)
    return Shop(
        shop_id=shop_id,
        name=shop.text("name"),
        name_en=shop.text("enName"),
        address=shop.text("address"),
        address_en=shop.text("enAddress"),
        longitude=_degrees(data, "longitude", 180, shop),
        latitude=_degrees(data, "latitude", 90, shop),
        phones=_texts(data, "phones", shop),
        logo_url=shop.text("logoUrl"),
        pictures=tuple(
            ShopPicture(
                url=url,
                platform_review=picture.integer("status"),
                reject_reason=picture.text("rejectReason"),
            )
            for picture in shop.children("mainPictures")
            if (url := picture.text("url"))
        ),
        status=status or ShopStatus.UNKNOWN,
        platform_status=raw_status,
        delivery_rest=shop.integer("deliveryRestStatus"),
        pickup_rest=shop.integer("pickupRestStatus"),
        week=week,
        unread=tuple(sorted(shop.odd)),
    )


def decode_week(data: object) -> ReadWeek | None:
    """Return the week in `data`, bare or under `businessHourOfTheWeek`; None if there is none.

    A weekday that is missing counts as closed and is named.
    """
    outer = Reader(data)
    wrapped = _WRAPPER in outer
    week = outer.child(_WRAPPER) if wrapped else outer
    found = {weekday: _raw_periods(week, weekday) for weekday in Weekday if weekday in week}
    if not found:
        return None
    week.odd.update(weekday for weekday in Weekday if weekday not in week)
    return ReadWeek(week=_calendar_week(found), unread=tuple(sorted(week.odd)))


def encode_week(week: Week) -> dict[str, Any]:
    """Return `businessHourOfTheWeek`: all seven days, because the call replaces the week."""
    return {str(weekday): _encode_day(week.on(weekday)) for weekday in Weekday}


def decode_specials(data: object, zone: tzinfo) -> ReadSpecials:
    """Return the special days in `data`, an array; dates are days of the shop's own zone."""
    answer = Reader({"data": data})
    specials = tuple(
        special
        for entry in answer.children("data")
        if (special := _decode_special(entry, zone)) is not None
    )
    return ReadSpecials(
        specials=tuple(sorted(specials, key=_first_day)), unread=tuple(sorted(answer.odd))
    )


def encode_specials(specials: Iterable[SpecialDays], zone: tzinfo) -> list[dict[str, Any]]:
    """Return `specialBusinessHour`; an empty array clears all."""
    return [
        {
            "startDate": to_epoch_ms(first_moment(special.first, zone)),
            "endDate": to_epoch_ms(last_moment(special.last, zone)),
            "businessHour": _encode_day(special.periods),
        }
        for special in specials
    ]


def decode_picture_url(data: object) -> str:
    """Return the address of an uploaded picture, or an empty text.

    The shape of this answer is not published: the address itself, or an object with it.
    """
    candidates = Reader({"data": data}) if isinstance(data, str) else Reader(data)
    for name in ("data", "url", "imageUrl", "pictureUrl", "imgUrl"):
        url = candidates.text(name)
        if url.startswith(("https://", "http://")):
            return url
    return ""


def _own_week(data: object, shop: Reader) -> Week | None:
    """Return the week within the details, if any: they hold hours, by a name nobody shows."""
    found = decode_week(data)
    if found is None:
        if _WRAPPER in shop:
            shop.odd.add(_WRAPPER)
        return None
    shop.odd.update(found.unread)
    return found.week


def _first_day(special: SpecialDays) -> date:
    return special.first


def _decode_special(entry: Reader, zone: tzinfo) -> SpecialDays | None:
    first, last = _local_day(entry, "startDate", zone), _local_day(entry, "endDate", zone)
    if first is None or last is None or last < first:
        entry.odd.add("startDate" if first is None else "endDate")
        return None
    if "businessHour" not in entry:
        entry.odd.add("businessHour")
        return None
    periods = _raw_periods(entry, "businessHour")
    if any(period.end_s > DAY_S for period in periods):
        entry.odd.add("businessHour")  # what lies past midnight could be of any day
    day = tuple(sorted(_until_midnight(period) for period in periods))
    return SpecialDays(first=first, last=last, periods=day)


def _local_day(entry: Reader, name: str, zone: tzinfo) -> date | None:
    """Return the local day of a moment; a start that is no midnight hints at a wrong zone."""
    moment: datetime | None = entry.moment(name)
    if moment is None:
        return None
    day = moment.astimezone(zone).date()
    if name == "startDate" and first_moment(day, zone) != moment:
        entry.odd.add(name)
    return day


def _raw_periods(parent: Reader, name: str) -> list[Period]:
    """Return the periods under `name`, those over midnight with an end past 24:00."""
    found: list[Period] = []
    for entry in parent.children(name):
        start, end = entry.integer("startTime"), entry.integer("endTime")
        if start is None or end is None or not 0 <= start <= DAY_S or not 0 <= end <= DAY_S:
            parent.odd.add(name)
        elif end < start < DAY_S:  # "except for cross-day periods", as the documents put it
            found.append(Period(start_s=start, end_s=end + DAY_S))
        elif start < end:
            found.append(Period(start_s=start, end_s=end))
        elif start != 0:
            parent.odd.add(name)
    return found


def _calendar_week(found: Mapping[Weekday, list[Period]]) -> Week:
    """Return the week with nights cut at midnight, without judging it."""
    days: list[list[Period]] = [[] for _ in Weekday]
    for weekday, periods in found.items():
        for period in periods:
            days[weekday.position].append(_until_midnight(period))
            if period.end_s > DAY_S:
                after = (weekday.position + 1) % len(days)
                days[after].append(Period(start_s=0, end_s=period.end_s - DAY_S))
    mon, tue, wed, thu, fri, sat, sun = (tuple(sorted(day)) for day in days)
    return Week(days=(mon, tue, wed, thu, fri, sat, sun))


def _until_midnight(period: Period) -> Period:
    return Period(start_s=period.start_s, end_s=min(period.end_s, DAY_S))


def _encode_day(day: Day) -> list[dict[str, int]]:
    return [{"startTime": each.start_s, "endTime": each.end_s} for each in day] or [dict(_CLOSED)]


def _texts(data: object, name: str, reader: Reader) -> tuple[str, ...]:
    """Return an array of texts, cleaned as every text is."""
    value = data.get(name) if isinstance(data, dict) else None
    if value is None:
        return ()
    if not isinstance(value, list):
        reader.odd.add(name)
        return ()
    found = [Reader({name: item}, reader.odd).text(name) for item in value]
    return tuple(text for text in found if text)


def _degrees(data: object, name: str, limit: int, reader: Reader) -> float | None:
    """Return a coordinate, a number here and a text elsewhere."""
    value = data.get(name) if isinstance(data, dict) else None
    if value is None:
        return None
    try:
        degrees = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        degrees = math.nan
    if not abs(degrees) <= limit:
        reader.odd.add(name)
        return None
    return degrees
