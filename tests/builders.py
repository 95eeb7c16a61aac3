"""What several test folders share: samples, orders, clocks, and an independent signature."""

import asyncio
import hashlib
import json
import selectors
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import settings

from kitchen_app.domain.deadlines import accept_by
from kitchen_app.domain.order import (
    Fulfilment,
    Line,
    Order,
    OrderId,
    ShopId,
    Status,
)

SAMPLES = Path(__file__).parent / "samples" / "keeta"

APP_ID = 3800000001
SECRET = "sample-secret-not-real"
CALLBACK_URL = "https://kitchen.example.net/keeta/webhook"
ORDER_ID = OrderId("5219876500012345")
SHOP_ID = ShopId("470022")

PLACED_MS = 1782907200000
"""When the samples' customer ordered."""

NOW = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)

STEADY = settings(deadline=None)
"""For generated cases: a busy machine is no failure."""


def sample(name: str) -> dict[str, Any]:
    """Return a fresh copy of one of the vendor's messages or answers."""
    found: dict[str, Any] = json.loads((SAMPLES / f"{name}.json").read_text("utf-8"))
    return found


def sample_bytes(name: str) -> bytes:
    return (SAMPLES / f"{name}.json").read_bytes()


def order_sample(name: str = "order_get") -> dict[str, Any]:
    """Return the order object within an answer of order/get."""
    found: dict[str, Any] = sample(name)["data"]["orderInfo"]
    return found


def compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def signature(url: str, members: Mapping[str, Any], secret: str) -> str:
    """Return Keeta's signature, computed without our own code."""
    text = url + "?" + "&".join(f"{k}={_plain(members[k])}" for k in sorted(members) if k != "sig")
    return hashlib.sha256((text + secret).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, str):
        return value
    return compact(value)


def signed(envelope: Mapping[str, Any], **members: Any) -> dict[str, Any]:
    """Return an envelope with other members and a signature that fits them."""
    whole = {**envelope, **members}
    return whole | {"sig": signature(CALLBACK_URL, whole, SECRET)}


def as_bytes(value: object) -> bytes:
    return json.dumps(value).encode("utf-8")


def at(minutes: float = 0) -> datetime:
    """Return a moment so many minutes after `NOW`."""
    return NOW + timedelta(minutes=minutes)


def an_order(status: Status = Status.NEW, **members: Any) -> Order:
    """Return an ordinary order, changed as told."""
    order = Order(
        order_id=ORDER_ID,
        shop_id=SHOP_ID,
        number="1077",
        status=status,
        fulfilment=Fulfilment.DELIVERY,
        placed_at=NOW,
        accept_by=accept_by(NOW),
        received_at=NOW,
        lines=(Line(line_id="1", name="Lentil soup"),),
    )
    return replace(order, **members)


class HandClock:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self._seconds)

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, seconds: float) -> None:
        self._seconds += seconds


def skip_time(seconds: float) -> Callable[[], None]:
    """Move the running loop's own clock forward, so that its timers come due at once.

    Returns:
        What puts the clock right again.
    """
    loop = asyncio.get_running_loop()
    before = loop.time
    setattr(loop, "time", lambda: before() + seconds)  # noqa: B010 - a method, for mypy

    def undo() -> None:
        setattr(loop, "time", before)  # noqa: B010 - the same

    return undo


class _LeapingSelector(selectors.DefaultSelector):
    """Lets the pauses of a loop pass at once instead of waiting for them."""

    def __init__(self) -> None:
        super().__init__()
        self.leapt_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0 if timeout is not None else None)
        if not ready and timeout:
            self.leapt_s += timeout
        return ready


class LeapingLoop(asyncio.SelectorEventLoop):
    """A loop in which a pause of an hour takes no time; for code without threads or sockets."""

    def __init__(self) -> None:
        self._leaping = _LeapingSelector()
        super().__init__(self._leaping)

    def time(self) -> float:
        return super().time() + self._leaping.leapt_s
