"""Everything that can be set on the emulator, with a switch for each fact that nobody knows."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class PlacedShape(StrEnum):
    """The form of the message in event 1001 (Keeta order guide, orderPlacedNotification).

    The reference wraps the order in `orderInfo`; live integrations see the bare object.
    """

    BARE = "bare"
    WRAPPED = "wrapped"
    THIN = "thin"
    """Only `orderViewId` and `shopId`: proves that a client reads the order itself."""


class RetryMessageId(StrEnum):
    """Whether a repeated webhook keeps its `messageId` (webhook guide: not stated)."""

    SAME = "same"
    NEW = "new"


class Language(StrEnum):
    """The menus that the sandbox can order from."""

    ENGLISH = "en"
    ARABIC = "ar"
    CHINESE = "zh-HK"


class Fulfilment(StrEnum):
    """How the food reaches the customer (`userGetMode` and `deliveryMode` of order/get)."""

    DELIVERY = "delivery"
    PICKUP = "pickup"
    SELF_DELIVERY = "self_delivery"
    DRONE = "drone"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """One emulated application with one shop. The switches at the end stand for UNKNOWN facts."""

    app_id: int = 3800000001
    secret: str = "sandbox-secret"  # noqa: S105 - a public example, guards nothing
    access_token: str = "sandbox-access-token"  # noqa: S105 - the same
    shop_id: int = 470011
    callback_url: str | None = None
    """Where webhooks go and, byte for byte, the URL in their signature; None sends nothing."""
    host: str = "127.0.0.1"
    port: int = 0
    speed: float = 1.0
    """How many times as fast as the machine's clock the sandbox lives."""
    orders_per_minute: float = 0.0
    """The demo flow's rate in sandbox time; 0 places only what scripts ask for."""
    mid_shift: bool = False
    """The demo flow opens with orders that are already being cooked, carried and eaten."""
    seed: int = 1
    answer_within_s: float = 5.0
    """Machine time that a receiver has to acknowledge a webhook (Standard pages: not stated)."""
    languages: tuple[Language, ...] = tuple(Language)
    """The menus that are drawn from when an order names none."""

    placed_shape: PlacedShape | Literal["bare", "wrapped", "thin"] = PlacedShape.BARE
    """The 1001 message: documentation and live traffic disagree (webhook 1001)."""
    accepted_status_in_get: Literal[20, 30] = 20
    """order/get after an accept: its field list says 20, a live trace 30; event 1002 says 30."""
    waiting_status: Literal[10, 20] = 10
    """order/get before an accept: 10 by the field list, 20 in a live trace; event 1001 says 10."""
    success_member: bool = False
    """Adds `"success": true|false` to answers: one live client relies on it, no page names it."""
    lazy_merchant_fee: bool = True
    """`merchantFee` is null in event 1001 and filled in order/get (order object, feeDtl)."""
    wrong_state_code: int = 209009999
    """The code for an action in the wrong state: invented, the pages do not give one."""
    retry_message_id: RetryMessageId | Literal["same", "new"] = RetryMessageId.SAME
    """Whether the repeats of a webhook keep their `messageId` (webhook guide: not stated)."""

    def __post_init__(self) -> None:
        if not 0 < self.speed < math.inf:
            raise ValueError(f"speed must be positive, got {self.speed}")
        if not 0 <= self.orders_per_minute < math.inf:
            raise ValueError(f"orders_per_minute must not be negative: {self.orders_per_minute}")
        if not self.languages:
            raise ValueError("languages must name at least one menu")
        PlacedShape(self.placed_shape)
        RetryMessageId(self.retry_message_id)
