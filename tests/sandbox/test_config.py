"""Settings that make no sense are refused at once."""

import re
from typing import Any

import pytest

from kitchen_app.sandbox.config import SandboxConfig


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"speed": 0}, "speed must be positive"),
        ({"orders_per_minute": -1}, "must not be negative"),
        ({"languages": ()}, "at least one menu"),
        ({"placed_shape": "round"}, "'round' is not a valid PlacedShape"),
        ({"retry_message_id": "old"}, "'old' is not a valid RetryMessageId"),
    ],
)
def test_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        SandboxConfig(**settings)
