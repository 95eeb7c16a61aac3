"""Keeta's shop and hours become ours and back, whatever is missing or broken in them."""

import copy
import json
from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.hours import (
    ALL_DAY,
    DAY_S,
    Period,
    ReadSpecials,
    ReadWeek,
    SpecialDays,
    Week,
    Weekday,
)
from kitchen_app.domain.shop import Shop, ShopPicture, ShopStatus
from kitchen_app.keeta.shop_codec import (
    decode_picture_url,
    decode_shop,
    decode_specials,
    decode_week,
    encode_specials,
    encode_week,
)
from tests.builders import SHOP_ID, STEADY, sample

_RIYADH = ZoneInfo("Asia/Riyadh")
_ZONES = ["Asia/Riyadh", "Asia/Hong_Kong", "Europe/London", "America/Havana", "Africa/Cairo"]

_json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.just("ENC_secret")
    | st.sampled_from([0, 7200, 86400, 1796072400000, "3", 3]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["startTime", "endTime", "url", "mon", "x"]), inner)
    ),
    max_leaves=8,
)

Junk = Any
Read = Callable[[object], object]
_READERS: list[Read] = [
    lambda data: decode_shop(data, SHOP_ID),
    decode_week,
    lambda data: decode_specials(data, _RIYADH),
    decode_picture_url,
]
_SAMPLES = ["shop_base", "shop_hours", "shop_hours_wrapped", "shop_special_hours", "image_upload"]


def _period(start_s: int, end_s: int) -> Period:
    return Period(start_s=start_s, end_s=end_s)


def _broken(value: Any, path: tuple[int, ...], junk: Any) -> Any:
    """Return a value in which one member, found by following the path, is something else."""
    if not path or not isinstance(value, dict | list) or not value:
        return junk
    changed = copy.copy(value)
    keys = list(changed) if isinstance(changed, dict) else list(range(len(changed)))
    key = keys[path[0] % len(keys)]
    changed[key] = _broken(changed[key], path[1:], junk)
    return changed


@pytest.mark.parametrize("name", _SAMPLES)
@STEADY
@given(path=st.lists(st.integers(0, 20), max_size=5).map(tuple), junk=_json)
def test_nothing_in_a_sample_is_too_broken_to_be_read(
    name: str, path: tuple[int, ...], junk: Junk
) -> None:
    data = _broken(sample(name)["data"], path, junk)
    for read in _READERS:
        assert "ENC_" not in repr(read(data))


@STEADY
@given(_json)
def test_nothing_at_all_is_too_strange_to_be_read(value: Junk) -> None:
    for read in _READERS:
        read(value)


# The shop


def test_a_shop_is_read_whole() -> None:
    shop = decode_shop(sample("shop_base")["data"], SHOP_ID)
    assert shop == Shop(
        shop_id=SHOP_ID,
        name="مشويات العينة الملز",
        name_en="Sample Grill Malaz",
        address="شارع العينة ٧",
        address_en="7 Sample Road",
        longitude=46.7353,
        latitude=24.6701,
        phones=("966-512345678", "966-112345678"),
        logo_url="https://img.example/logo.png",
        pictures=(
            ShopPicture(url="https://img.example/main.jpg", platform_review=60),
            ShopPicture(
                url="https://img.example/new.png",
                platform_review=30,
                reject_reason="The picture is blurred",
            ),
        ),
        status=ShopStatus.OPEN,
        platform_status=3,
        delivery_rest=1,
        pickup_rest=2,
    )


@pytest.mark.parametrize(
    ("raw", "status", "number"),
    [
        (3, ShopStatus.OPEN, 3),
        ("3", ShopStatus.OPEN, 3),
        (4, ShopStatus.RESTING, 4),
        (0, ShopStatus.UNKNOWN, 0),
        (5, ShopStatus.UNKNOWN, 5),
        (None, ShopStatus.UNKNOWN, None),
        ("open", ShopStatus.UNKNOWN, None),
    ],
)
def test_only_two_status_numbers_are_known(
    raw: object, status: ShopStatus, number: int | None
) -> None:
    shop = decode_shop({"status": raw}, SHOP_ID)
    assert (shop.status, shop.platform_status) == (status, number)


@pytest.mark.parametrize(
    ("raw", "degrees"),
    [(46.5, 46.5), ("46.5000", 46.5), (46, 46.0), (-180, -180.0), (None, None)],
)
def test_a_coordinate_may_be_a_number_or_a_text(raw: object, degrees: float | None) -> None:
    shop = decode_shop({"longitude": raw}, SHOP_ID)
    assert (shop.longitude, shop.unread) == (degrees, ())


@pytest.mark.parametrize("raw", ["", "east", 181, True, [], float("nan"), float("inf"), 10**400])
def test_what_is_no_coordinate_is_named(raw: object) -> None:
    shop = decode_shop({"longitude": raw}, SHOP_ID)
    assert (shop.longitude, shop.unread) == (None, ("longitude",))


@pytest.mark.parametrize(
    ("raw", "phones", "unread"),
    [
        (None, (), ()),
        ([], (), ()),
        (["966-5", 7], ("966-5", "7"), ()),
        (["966-5", None, "ENC_x", ""], ("966-5",), ()),
        (["966-5", {}], ("966-5",), ("phones",)),
        ("966-5", (), ("phones",)),
    ],
)
def test_phones_are_read_one_by_one(
    raw: object, phones: tuple[str, ...], unread: tuple[str, ...]
) -> None:
    shop = decode_shop({"phones": raw}, SHOP_ID)
    assert (shop.phones, shop.unread) == (phones, unread)


@pytest.mark.parametrize("name", ["shop_hours", "shop_hours_wrapped"])
def test_hours_within_the_details_are_read_in_either_shape(name: str) -> None:
    hours = sample(name)["data"]
    expected = decode_week(hours)
    assert expected is not None
    shop = decode_shop(sample("shop_base")["data"] | hours, SHOP_ID)
    assert (shop.week, shop.unread) == (expected.week, ())


@pytest.mark.parametrize(
    ("hours", "week", "unread"),
    [
        ({}, None, ()),
        ({"businessHourOfTheWeek": None}, None, ()),
        ({"businessHourOfTheWeek": "10-22"}, None, ("businessHourOfTheWeek",)),
        ({"businessHourOfTheWeek": []}, None, ("businessHourOfTheWeek",)),
        (
            {"businessHourOfTheWeek": {"mon": [{"startTime": 0, "endTime": 86400}]}},
            Week.of({Weekday.MON: ALL_DAY}),
            ("fri", "sat", "sun", "thu", "tue", "wed"),
        ),
    ],
)
def test_hours_within_the_details_may_be_absent_or_odd(
    hours: dict[str, Any], week: Week | None, unread: tuple[str, ...]
) -> None:
    shop = decode_shop({"status": 3} | hours, SHOP_ID)
    assert (shop.status, shop.week, shop.unread) == (ShopStatus.OPEN, week, unread)


def test_a_picture_without_an_address_is_left_out() -> None:
    assert decode_shop({"mainPictures": [{"status": 60}, "x"]}, SHOP_ID).pictures == ()


# The week


@pytest.mark.parametrize("name", ["shop_hours", "shop_hours_wrapped"])
def test_a_week_is_read_in_either_shape(name: str) -> None:
    read = decode_week(sample(name)["data"])
    assert read is not None
    assert read.unread == ()
    week = read.week
    assert week.on(Weekday.MON) == (_period(36000, 54000), _period(61200, 86400))
    assert week.on(Weekday.TUE) == ()
    assert week.on(Weekday.WED) == ALL_DAY
    assert week.spoken()[Weekday.FRI] == (_period(64800, DAY_S + 7200),)
    assert week.spoken()[Weekday.SUN] == ()


def test_a_week_is_written_with_all_its_days_as_it_was_read() -> None:
    data = sample("shop_hours")["data"]
    read = decode_week(data)
    assert read is not None
    assert encode_week(read.week) == data
    assert list(encode_week(read.week)) == ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


def test_a_night_in_one_piece_is_read_as_two() -> None:
    sunday = decode_week({"sun": [{"startTime": 64800, "endTime": 7200}]})
    assert sunday is not None
    assert sunday.week.on(Weekday.SUN) == (_period(64800, 86400),)
    assert sunday.week.on(Weekday.MON) == (_period(0, 7200),)


def test_a_day_that_is_missing_counts_as_closed_and_is_named() -> None:
    read = decode_week({"mon": [{"startTime": 0, "endTime": 86400}]})
    assert read is not None
    assert read.week == Week.of({Weekday.MON: ALL_DAY})
    assert read.unread == ("fri", "sat", "sun", "thu", "tue", "wed")


@pytest.mark.parametrize("data", [None, {}, [], "x", {"mon": None}, {"businessHourOfTheWeek": {}}])
def test_no_day_at_all_is_no_week(data: object) -> None:
    assert decode_week(data) is None


@pytest.mark.parametrize(
    ("start", "end", "periods", "is_odd"),
    [
        (0, 0, (), False),
        (0, 86400, ALL_DAY, False),
        ("3000", "17400", (_period(3000, 17400),), False),
        (3600, 3600, (), True),
        (86400, 86400, (), True),
        (86400, 7200, (), True),
        (-60, 3600, (), True),
        (0, 86401, (), True),
        (0.5, 3600, (), True),
        (None, 3600, (), True),
        (3600, None, (), True),
    ],
)
def test_what_a_period_means(
    start: object, end: object, periods: tuple[Period, ...], *, is_odd: bool
) -> None:
    closed = [{"startTime": 0, "endTime": 0}]
    days: dict[str, Any] = {str(weekday): closed for weekday in Weekday}
    read = decode_week(days | {"tue": [{"startTime": start, "endTime": end, "option": 1}]})
    assert read is not None
    assert read.week.on(Weekday.TUE) == periods
    assert bool(read.unread) is is_odd


@STEADY
@given(
    st.lists(
        st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted), min_size=7, max_size=7
    )
)
def test_every_week_survives_the_wire(marks: list[list[int]]) -> None:
    days = [
        tuple(_period(60 * a, 60 * b) for a, b in zip(day[::2], day[1::2], strict=False))
        for day in marks
    ]
    mon, tue, wed, thu, fri, sat, sun = days
    week = Week(days=(mon, tue, wed, thu, fri, sat, sun))
    assert decode_week(json.loads(json.dumps(encode_week(week)))) == ReadWeek(week=week)


# Special days


def test_special_days_are_days_of_the_shops_zone() -> None:
    read = decode_specials(sample("shop_special_hours")["data"], _RIYADH)
    assert read == ReadSpecials(
        specials=(
            SpecialDays(first=date(2026, 12, 1), last=date(2026, 12, 2)),
            SpecialDays(
                first=date(2026, 12, 7), last=date(2026, 12, 7), periods=(_period(43200, 79200),)
            ),
        )
    )


def test_special_days_are_written_as_they_were_read() -> None:
    data = sample("shop_special_hours")["data"]
    assert encode_specials(decode_specials(data, _RIYADH).specials, _RIYADH) == data


def test_the_documents_own_example_is_a_week_in_hong_kong() -> None:
    data = [{"startDate": 1690214400000, "endDate": 1690646399999, "businessHour": []}]
    (special,) = decode_specials(data, ZoneInfo("Asia/Hong_Kong")).specials
    assert (special.first, special.last) == (date(2023, 7, 25), date(2023, 7, 29))


def test_a_start_that_is_no_midnight_hints_at_a_wrong_zone() -> None:
    read = decode_specials(sample("shop_special_hours")["data"], ZoneInfo("Asia/Hong_Kong"))
    assert read.unread == ("startDate",)
    assert len(read.specials) == 2


@pytest.mark.parametrize("data", [None, []])
def test_no_special_days_are_none(data: object) -> None:
    assert decode_specials(data, _RIYADH) == ReadSpecials()


@pytest.mark.parametrize(
    "change",
    [
        {"startDate": None},
        {"endDate": "soon"},
        {"endDate": 1795000000000},
        {"businessHour": None},
    ],
)
def test_an_entry_that_cannot_be_placed_is_left_out_and_named(change: dict[str, Any]) -> None:
    good, broken = sample("shop_special_hours")["data"]
    read = decode_specials([broken | change, good], _RIYADH)
    assert len(read.specials) == 1
    assert read.unread


def test_a_special_night_in_one_piece_is_cut_and_named() -> None:
    (entry, _) = sample("shop_special_hours")["data"]
    entry["businessHour"] = [{"startTime": 64800, "endTime": 7200}]
    read = decode_specials([entry], _RIYADH)
    assert read.specials[0].periods == (_period(64800, 86400),)
    assert read.unread == ("businessHour",)


@pytest.mark.parametrize("zone", _ZONES)
@STEADY
@given(first=st.dates(date(2024, 1, 1), date(2040, 1, 1)), length=st.integers(0, 40))
def test_dates_survive_the_wire_in_every_zone(zone: str, first: date, length: int) -> None:
    there = ZoneInfo(zone)
    last = date.fromordinal(first.toordinal() + length)
    specials = (SpecialDays(first=first, last=last, periods=ALL_DAY),)
    wire = json.loads(json.dumps(encode_specials(specials, there)))
    assert decode_specials(wire, there) == ReadSpecials(specials=specials)


# An uploaded picture


@pytest.mark.parametrize(
    ("data", "url"),
    [
        ("https://img.example/a.jpg", "https://img.example/a.jpg"),
        ({"url": "https://img.example/a.jpg"}, "https://img.example/a.jpg"),
        ({"imageUrl": "http://img.example/a.jpg"}, "http://img.example/a.jpg"),
        ({"url": 7, "pictureUrl": "https://img.example/a.jpg"}, "https://img.example/a.jpg"),
        ("a.jpg", ""),
        ("", ""),
        (None, ""),
        ([], ""),
        ({"url": "javascript:x"}, ""),
    ],
)
def test_the_address_is_found_in_either_shape(data: object, url: str) -> None:
    assert decode_picture_url(data) == url
