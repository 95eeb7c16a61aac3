"""The shop's details, what may be sent of them, and what is never shown."""

from datetime import timedelta

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.shop import (
    LARGEST_PICTURE_BYTES,
    Availability,
    Contact,
    HeldTokens,
    InvalidShop,
    ItemFailure,
    Shop,
    ShopFault,
    ShopPicture,
    ShopStatus,
    TokenPair,
    check_picture,
    check_picture_url,
)
from tests.builders import NOW, SHOP_ID


def test_a_shop_of_which_nothing_is_known_has_an_unknown_status() -> None:
    assert Shop(shop_id=SHOP_ID).status is ShopStatus.UNKNOWN


def test_a_picture_with_a_reason_is_rejected() -> None:
    assert ShopPicture(url="u", reject_reason="blurred").is_rejected
    assert not ShopPicture(url="u", platform_review=60).is_rejected


@pytest.mark.parametrize(
    "phones",
    [("852-21234567",), ("966-512345678", "1-2025550123"), ("971-41234567",) * 3],
)
def test_one_to_three_phones_will_do(phones: tuple[str, ...]) -> None:
    assert Contact(phones=phones).phones == phones


@pytest.mark.parametrize(
    ("phones", "fault", "position"),
    [
        ((), ShopFault.NO_PHONE, 0),
        (("966-512345678",) * 4, ShopFault.TOO_MANY_PHONES, 3),
        (("966-512345678", "0512345678"), ShopFault.PHONE_FORMAT, 1),
        (("+966-512345678",), ShopFault.PHONE_FORMAT, 0),
        (("966 512345678",), ShopFault.PHONE_FORMAT, 0),
        (("966-512-345678",), ShopFault.PHONE_FORMAT, 0),
        (("966-512345678\n",), ShopFault.PHONE_FORMAT, 0),
        (("٩٦٦-٥١٢٣٤٥٦٧٨",), ShopFault.PHONE_FORMAT, 0),
        (("966-123",), ShopFault.PHONE_FORMAT, 0),
        (("-512345678",), ShopFault.PHONE_FORMAT, 0),
        (("",), ShopFault.PHONE_FORMAT, 0),
    ],
)
def test_other_phones_are_refused(phones: tuple[str, ...], fault: ShopFault, position: int) -> None:
    with pytest.raises(InvalidShop) as caught:
        Contact(phones=phones)
    assert (caught.value.fault, caught.value.position) == (fault, position)
    assert isinstance(caught.value, KnownError)
    assert str(caught.value) == fault.value


@pytest.mark.parametrize(
    "url", ["https://img.example/a.jpg", "http://img.example/b.PNG", "https://i.example/c.d.webp"]
)
def test_an_address_like_a_pictures_will_do(url: str) -> None:
    check_picture_url(url)


@pytest.mark.parametrize(
    "url",
    ["", "img.example/a.jpg", "ftp://img.example/a.jpg", "https://img.example/a.gif",
     "https://img.example/a.jpg?x=1", "https://img.example/a b.jpg", "https://img.example/a.jpg\n"],
)  # fmt: skip
def test_an_address_unlike_a_pictures_is_refused(url: str) -> None:
    with pytest.raises(InvalidShop) as caught:
        check_picture_url(url)
    assert caught.value.fault is ShopFault.PICTURE_URL


def test_a_picture_just_large_and_light_enough_will_do() -> None:
    check_picture(width_px=901, height_px=901, size_bytes=LARGEST_PICTURE_BYTES)


@pytest.mark.parametrize(
    ("width_px", "height_px", "size_bytes", "fault"),
    [
        (900, 2000, 1000, ShopFault.PICTURE_SIZE),
        (2000, 900, 1000, ShopFault.PICTURE_SIZE),
        (2000, 2000, 0, ShopFault.PICTURE_BYTES),
        (2000, 2000, LARGEST_PICTURE_BYTES + 1, ShopFault.PICTURE_BYTES),
    ],
)
def test_a_picture_that_keeta_could_not_show_is_refused(
    width_px: int, height_px: int, size_bytes: int, fault: ShopFault
) -> None:
    with pytest.raises(InvalidShop) as caught:
        check_picture(width_px=width_px, height_px=height_px, size_bytes=size_bytes)
    assert caught.value.fault is fault


def test_tokens_are_not_shown() -> None:
    pair = TokenPair(
        access_token="access-1",
        refresh_token="refresh-1",
        issued_at=NOW,
        expires_at=NOW + timedelta(days=90),
    )
    shown = repr(HeldTokens(pair=pair)) + str(pair)
    assert "access-1" not in shown
    assert "refresh-1" not in shown


def test_what_keeta_did_not_complain_of_has_changed() -> None:
    outcome = Availability(asked=("a", "b", "c"), failures=(ItemFailure(key="b"),))
    assert outcome.changed == ("a", "c")
    assert not outcome.is_complete
    assert Availability(asked=("a",)).is_complete


def test_a_complaint_about_something_else_leaves_everything_in_doubt() -> None:
    assert Availability(asked=("a", "b"), failures=(ItemFailure(key="z"),)).changed == ()
