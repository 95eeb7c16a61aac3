"""No open question about Keeta is left out: each switch is walked through in exactly one place."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kitchen_app.sandbox.config import SWITCHES
from tests.e2e.test_every_reading import HAPPENINGS

TESTS = Path(__file__).parents[1]
ACCESS = (
    "token_shape",
    "expired_token_code",
    "unknown_token_code",
    "dead_refresh_code",
    "revoked_code",
    "code_event_method",
    "code_event_clock",
    "added_op_type",
    "longitude_name",
    "http_callback_url",
)
SHOP = (
    "harmless_products",
    "hours_event_on_update",
    "hours_shape",
    "limit_second",
    "open_with_one_resting",
    "over_limit",
    "overnight_periods",
    "partial_week",
    "repeated_status_change",
    "rest_status",
    "status_event_on_call",
    "upload_data",
)
HOW_IT_IS_USED = {
    "any_token": "whether a program may bring a token of its own",
    "currency": "what the menus are priced in; `money_scale` is the open question",
    "mid_shift": "how the demo flow begins",
    "rate_limits": "a load test goes without; the limits themselves are documented",
    "test_shop": "which of the registered URLs the emulated shop belongs to",
}
"""Switches that say nothing of Keeta, with what they are for."""

SOURCES = {
    ACCESS: ("e2e/test_access.py", "e2e/test_consent.py"),
    SHOP: (
        "services/contract/test_shop_fakes.py",
        "e2e/test_shop.py",
        "e2e/test_shop_readings.py",
    ),
}


def test_every_switch_is_walked_through_in_exactly_one_place() -> None:
    places = Counter([*HAPPENINGS, *ACCESS, *SHOP, *HOW_IT_IS_USED])
    assert places == Counter(list(SWITCHES))


@pytest.mark.parametrize("switches", SOURCES)
def test_the_place_names_its_switches(switches: tuple[str, ...]) -> None:
    """Those of orders are walked through by name; these stand in the tests themselves."""
    text = "".join((TESTS / source).read_text("utf-8") for source in SOURCES[switches])
    assert [each for each in switches if not re.search(rf'"{each}"|\b{each}=', text)] == []
