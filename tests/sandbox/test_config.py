"""Settings that make no sense are refused at once."""

import re
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.sandbox.config import SWITCHES, SandboxConfig


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"speed": 0}, "speed must be positive"),
        ({"orders_per_minute": -1}, "must not be negative"),
        ({"languages": ()}, "at least one menu"),
        ({"services": ()}, "services must name at least one"),
        ({"placed_shape": "round"}, "placed_shape must be one of ('bare', 'wrapped', 'thin')"),
        ({"retry_message_id": "old"}, "retry_message_id must be one of ('same', 'new')"),
        ({"refund_id": "sku"}, "refund_id must be one of ('line', 'spu'): 'sku'"),
        ({"token_shape": ""}, "token_shape must be one of"),
    ],
)
def test_refused(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        SandboxConfig(**settings)


@pytest.mark.parametrize(
    ("switch", "position"),
    [(switch, each) for switch, positions in SWITCHES.items() for each in positions],
)
def test_every_position_is_taken(switch: str, position: Any) -> None:
    settings: dict[str, Any] = {switch: position}
    assert getattr(SandboxConfig(**settings), switch) == position


@pytest.mark.parametrize("switch", SWITCHES)
def test_every_switch_stands_in_a_test(switch: str) -> None:
    """An open question that no test asks both ways is not emulated."""
    tests = Path(__file__).parent.glob("test_*.py")
    found = [each for each in tests if re.search(rf"\b{switch}\b", each.read_text("utf-8"))]
    assert found
