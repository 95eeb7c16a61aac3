"""Messages about the shop and about our right to act for it."""

from typing import Any

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.domain.shop_events import (
    BrandRevoked,
    ShopAuthorised,
    ShopChanged,
    ShopEvent,
    ShopRemoved,
)
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.services.ports import StoredCallback, Verdict
from tests.builders import (
    APP_ID,
    CALLBACK_URL,
    NOW,
    SECRET,
    SHOP_ID,
    as_bytes,
    compact,
    sample,
    signed,
)

SECOND_SHOP = ShopId("470023")

_SAMPLES = {
    "event_1101": ShopChanged(shop_id=SHOP_ID),
    "event_1102": ShopChanged(shop_id=SHOP_ID, status=ShopStatus.RESTING),
    "event_1301": ShopAuthorised(shop_id=SHOP_ID, name="بيت الزعفران"),
    "event_1302": ShopRemoved(shop_id=SHOP_ID),
    "event_1303": BrandRevoked(shop_ids=(SHOP_ID, SECOND_SHOP)),
}


def _told(envelope: dict[str, Any], *, proven: bool = True) -> tuple[object, ...]:
    reader = KeetaCallbacks(app_id=APP_ID, secret=SECRET, callback_url=CALLBACK_URL, enforce=proven)
    examined = reader.examine(as_bytes(envelope))
    assert examined.verdict is (Verdict.GENUINE if proven else Verdict.UNPROVEN)
    stored = StoredCallback(
        row_id=1,
        proven=proven,
        event_id=examined.event_id,
        shop_id=examined.shop_id,
        body=as_bytes(envelope),
        received_at=NOW,
    )
    return reader.events(stored, NOW)


def _message(name: str, **members: Any) -> dict[str, Any]:
    return signed(sample(name), message=compact(members))


@pytest.mark.parametrize(("name", "event"), _SAMPLES.items())
def test_each_message_says_its_thing(name: str, event: ShopEvent) -> None:
    assert _told(sample(name)) == (event,)


@pytest.mark.parametrize("name", _SAMPLES)
def test_an_unproven_message_is_at_most_a_reason_to_read_the_shop(name: str) -> None:
    told = _told(sample(name) | {"sig": "0" * 64}, proven=False)
    assert told == ((ShopChanged(shop_id=SHOP_ID),) if name.startswith("event_11") else ())


def test_a_change_of_delivery_alone_tells_the_status_that_stayed() -> None:
    envelope = _message(
        "event_1102", fromStatus=3, toStatus=3, fromDeliveryRestStatus=1, toDeliveryRestStatus=2
    )
    assert _told(envelope) == (ShopChanged(shop_id=SHOP_ID, status=ShopStatus.OPEN),)


@pytest.mark.parametrize("to", [5, None, "closed", True, {}])
def test_a_status_that_nobody_documents_is_read_instead(to: object) -> None:
    assert _told(_message("event_1102", toStatus=to)) == (ShopChanged(shop_id=SHOP_ID),)


@pytest.mark.parametrize(
    "listed", [None, "470022", 470022, {}, [None, "x", 1.5, [470022]], "[470022]"]
)
def test_a_withdrawn_brand_counts_whatever_shops_it_lists(listed: object) -> None:
    assert _told(_message("event_1303", shopIds=listed)) == (BrandRevoked(shop_ids=()),)


def test_shops_are_listed_as_numbers_or_texts() -> None:
    assert _told(_message("event_1303", shopIds=["470022", 470023])) == (
        BrandRevoked(shop_ids=(SHOP_ID, SECOND_SHOP)),
    )


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("event_1301", ShopAuthorised(shop_id=SECOND_SHOP)),
        ("event_1302", ShopRemoved(shop_id=SECOND_SHOP)),
    ],
)
def test_a_sister_shop_may_stand_inside_an_envelope_for_ours(name: str, event: ShopEvent) -> None:
    """The consent of a chain comes to one address; no page says whose id the envelope carries."""
    assert _told(_message(name, shopId=int(SECOND_SHOP))) == (event,)


@pytest.mark.parametrize("message", ["", "null", "[]", "not json", "{}"])
@pytest.mark.parametrize("name", _SAMPLES)
def test_an_empty_message_still_says_its_thing(name: str, message: str) -> None:
    (event,) = _told(signed(sample(name), message=message))
    assert type(event) is type(_SAMPLES[name])
