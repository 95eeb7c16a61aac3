"""Everything that can be set on the emulator, with a switch for each fact that nobody knows."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal, get_args, get_origin, get_type_hints


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


class Service(StrEnum):
    """What a shop can rest by itself (API changelog, June 2026)."""

    DELIVERY = "delivery"
    PICKUP = "pickup"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxConfig:
    """One emulated application with its shops. The switches at the end stand for UNKNOWN facts."""

    app_id: int = 3800000001
    secret: str = "sandbox-secret"  # noqa: S105 - a public example, guards nothing
    access_token: str = "sandbox-access-token"  # noqa: S105 - the same
    any_token: bool = False
    """Takes every access token that was never ended, for programs that bring one of their own."""
    refresh_token: str = "sandbox-refresh-token"  # noqa: S105 - the same
    shop_id: int = 470011
    other_shop_ids: tuple[int, ...] = ()
    """More shops of the same brand under the same authorization."""
    brand_id: int = 5120
    services: tuple[Service, ...] = tuple(Service)
    """What the shop sells; what is left out is not enabled."""
    test_shop: bool = True
    """Events go to the URLs registered with `isTest` 1; False takes those of formal stores."""
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
    currency: Literal["menu", "KWD", "BHD", "OMR"] = "menu"
    """What is paid in: each menu's own currency, or one of those with three decimals."""
    scenario: str | None = None
    """A scenario that starts by itself once there is somebody to tell."""
    heartbeat_every_s: float = 0.0
    """Empty packets to the callback URL (webhook guide; interval not stated); 0 sends none."""
    signed_base_url: str | None = None
    """Another base address that calls may be signed for, such as Keeta's own, behind a proxy."""
    clock_skew_s: float | None = None
    """How far `timestamp` may be off (API request protocol: not stated); None does not look."""
    picture_review_s: float = 600.0
    """How long a new shop picture is pending (picture/main/update: not stated)."""
    refund_completes_after_s: float = 30.0
    """From an approved refund to its completion (order guide, reverse flow: not stated)."""
    pickup_completes_after_s: float = 1800.0
    """Keeta completes a ready pickup order by itself after this (order/collect: not stated)."""
    refresh_pause_s: float = 60.0
    """The least time between two refreshes of one authorization (basic integration guide)."""

    placed_shape: Literal["bare", "wrapped", "thin"] = "bare"
    """The 1001 message: the order itself in live traffic, inside `orderInfo` by the reference.

    Thin has only `orderViewId` and `shopId`: it proves that a client reads the order itself.
    """
    accepted_status_in_get: Literal[20, 30] = 20
    """order/get after an accept: its field list says 20, a live trace 30; event 1002 says 30."""
    waiting_status: Literal[10, 20] = 10
    """order/get before an accept: 10 by the field list, 20 in a live trace; event 1001 says 10."""
    success_member: bool = False
    """Adds `"success": true|false` to answers: one live client relies on it, no page names it."""
    live_extras: bool = True
    """Sends what live orders have and no page names: `…Str` twins of fees, `orderViewIdStr`,
    `baseOrder.currency` and `remark` (order object, "live only"); False keeps to the pages.
    """
    money_scale: Literal["thousandths", "hundredths"] = "thousandths"
    """The unit of KWD, BHD and OMR: BHD was seen in thousandths, others are open (disagreement
    D18, orders.md 10.14). The texts always show all three decimals.
    """
    lazy_merchant_fee: bool = True
    """`merchantFee` is null in event 1001 and filled in order/get (order object, feeDtl)."""
    wrong_state_code: int = 209009999
    """The code for an action in the wrong state: invented, the pages do not give one."""
    retry_message_id: Literal["same", "new"] = "same"
    """Whether the repeats of a webhook keep their `messageId` (webhook guide: not stated)."""
    option_price: Literal["both", "price", "unitPrice"] = "both"
    """Where an option's price stands: `price` by its page, `unitPrice` in live traffic (D14)."""
    option_count: Literal["both", "count", "groupSkuCount"] = "both"
    """What counts options: `count` for one dish, `groupSkuCount` for all of them, or both (D15)."""

    # Orders and refunds
    prepare_window: Literal["open", "until_collected"] = "open"
    """From where order/prepare is taken: any accepted order, or not once a rider has the food
    (order/prepare page: the states are not stated).
    """
    part_refund_window: Literal["open", "until_completed"] = "open"
    """Until when refund/part/apply is taken: always, or while the order is under way (its page:
    not stated). The preview says nothing of it.
    """
    refund_id: Literal["line", "spu"] = "line"
    """What `orderProductId` is: order line or SPU (Keeta order guide, refund/part preview)."""
    preview_currency: Literal["present", "absent"] = "present"
    """`currency` in the rows of a preview (part preview: its members were cut off)."""
    unanswered_refund: Literal["approve", "escalate"] = "approve"
    """After 15 minutes: approved, or decided by Keeta's support (Keeta order guide, 2.2.3)."""
    agreed_partial_status: Literal[2001, 5001] = 5001
    """An approved part: 5001 in the example of event 1007, 2001 in that of event 1005."""
    rejected_refund_status: int = 2002
    """A refused request: a private guess; the status list of event 1005 shows none."""
    refused_appeal_status: int = 2003
    """Refused by customer service: a private guess, as `rejected_refund_status`."""
    appeal_status: Literal[1001, 3001] = 1001
    """The status of an appeal: the waiting one with `isAppeal` 1, or a private guess."""
    refund_pictures: Literal["json", "url", "empty"] = "json"
    """`pictures`: a JSON array as text (event 1005), a bare URL (example of 1007) or empty."""
    refund_info_id: Literal["case", "own"] = "case"
    """`refundInfos[].id`: the case id of the events, or a number of its own (order object)."""
    waiting_handler: Literal["absent", "null", "empty"] = "absent"
    """`handleOpType` and `handleReason` while a case waits (events 1005 and 1007: not shown)."""
    refunded_count: Literal["absent", "refundCount"] = "absent"
    """The member of 1007 that holds the refunded quantity was cut off; the name is a guess."""
    refund_cancels_order: bool = True
    """A completed full refund sends 1004 (Keeta order guide, 2.2.3: cancelling is asked for)."""
    agree_answers_partial: bool = True
    """agree and reject answer partial requests too (Keeta order guide, 2.2.4; pages silent)."""
    residue_amount: Literal["line", "unit"] = "line"
    """`amount` in `rebates.residueProducts`: of the line or of one (order object, rebates)."""
    expiry_event: Literal["1004", "1008", "both"] = "1004"
    """What tells of the 5-minute cancel: 1004 (order guide) or the undocumented 1008."""
    big_order_products: Literal["top", "parts"] = "top"
    """Whether a big order lists its food at the top too (order object, subOrderInfoList)."""
    self_delivery_recipient: Literal["encrypted", "plain"] = "encrypted"
    """Which fields are really encrypted per market is open (batchDecrypt page; live orders)."""
    undecryptable: Literal["element", "call"] = "element"
    """A text that may not be read fails alone, or the whole call does (batchDecrypt page)."""
    collect_needs_ready: bool = False
    """Whether order/collect needs order/prepare first (order/collect page: not stated)."""
    delivered_needs_dispatched: bool = False
    """Whether order/delivered needs order/dispatched first (self-delivery pages: not stated)."""
    repeated_dispatch: Literal["success", "error"] = "success"
    """A second order/dispatched (self-delivery pages: the repeat rule is not stated)."""
    merchant_cancel_window: Literal["open", "until_completed", "until_ready"] = "open"
    """Until when the shop may cancel: always (other API family: two days), or less (not stated)."""

    # Authorization
    token_shape: Literal["flat", "data", "data.data"] = "flat"  # noqa: S105 - a shape
    """The answer of base/oauth/token: flat (its page), or in envelopes seen by clients."""
    expired_token_code: Literal[115000120, 115000200, 115000203, 115000260] = 115000203
    """The code for an expired access token: 115000203 in live answers, others reported."""
    unknown_token_code: Literal[115000120, 115000200, 115000203, 115000260] = 115000203
    """The code for a token that never was: 115000200 "does not exist" seen in Hong Kong."""
    dead_refresh_code: Literal[115000120, 115000200, 115000203, 115000260] = 115000200
    """The code for a used or expired refresh token (base/oauth/token: not listed)."""
    revoked_code: Literal[115000120, 115000200, 115000203, 115000260] = 115000260
    """The code once the merchant has withdrawn: 115000260 was seen on a refresh."""
    code_event_method: Literal["GET", "POST"] = "GET"
    """Event 1 by GET (self-authorization guide) or by POST (webhook reference)."""
    code_event_clock: Literal["ms", "s"] = "ms"
    """The unit of event 1's `timestamp` (self-authorization guide: not stated)."""
    added_op_type: Literal[0, 1] = 0
    """`opType` of event 1301: 0 by the webhook page, 1 in a message that looks captured."""
    longitude_name: Literal["longitute", "longitude"] = "longitute"
    """How base/authorized/resource/get spells it; its reference page has the slip."""
    upload_data: Literal["text", "object"] = "text"
    """`data` of base/image/upload: the URL, or an object with `url` (cut off in its page)."""

    # Store
    hours_shape: Literal["bare", "wrapped"] = "bare"
    """`data` of business/hour/effective/get: the days, or inside `businessHourOfTheWeek`."""
    overnight_periods: Literal["refused", "accepted"] = "refused"
    """A period that ends before it starts (hours update: "except for cross-day periods")."""
    partial_week: Literal["accepted", "refused"] = "accepted"
    """A week with days left out (business/hour/effective/update: not stated)."""
    hours_event_on_update: bool = False
    """Event 1101 after one's own update: none came in a live test (store webhooks, 1101)."""
    status_event_on_call: bool = True
    """Event 1102 after one's own rest or open call (store webhooks, 1102: not stated)."""
    repeated_status_change: Literal["success", "error"] = "success"
    """rest on a resting shop, open on an open one (status/rest and status/open: not stated)."""
    open_with_one_resting: Literal["opens_both", "repeated"] = "opens_both"
    """open while one service rests: the other rests no more, or the shop counts as open already."""
    rest_status: Literal["present", "absent"] = "present"
    """The state of each service in base/get and event 1102: there since June 2026 (changelog)."""
    rest_status_numbers: tuple[int, int, int] = (1, 2, 3)
    """Available, unavailable, not enabled: guesses, the changelog gives the states no numbers."""
    harmless_products: Literal["listed", "left_out"] = "listed"
    """Whether spu/batchcheck lists products that break no group, or only those that do."""

    # Limits
    rate_limits: bool = True
    """Turns away calls beyond the limits of `limits`; False lets a load test through."""
    option_calls_a_second: int | None = 10
    """Of each choice-group status call: the number is missing in all copies, its siblings have 10.

    None is no limit, here and below.
    """
    other_calls_a_second: int | None = None
    """Of every endpoint whose page names no limit, as those of orders and the store do not."""
    limit_second: Literal["sliding", "clock"] = "sliding"
    """What a limit counts: the second before each call, or that of the clock (not stated)."""
    over_limit: Literal["code", "429"] = "code"
    """A call too many gets `over_limit_code`, or HTTP 429 with a `Retry-After` (not stated)."""
    over_limit_code: int = 115000299
    """Invented, inside the published band of business errors."""

    # Webhooks
    http_callback_url: Literal["accepted", "refused"] = "accepted"
    """An `http://` address in base/callback/url/set: https is the rule, a refusal is not stated."""
    webhook_signature: Literal["url?params", "urlparams", "params", "?params"] = "url?params"
    """The recipe of a webhook's signature; the authorization guide does not name the URL."""
    heartbeat_body: Literal["empty", "object"] = "empty"
    """A heartbeat is an empty packet: no body at all or `{}` (webhook guide: not stated)."""
    retry_spacing: Literal["even", "growing"] = "even"
    """Repeats each a minute later (order guide), or after 1, 2 and 3 (the other API family)."""

    def __post_init__(self) -> None:
        if not 0 < self.speed < math.inf:
            raise ValueError(f"speed must be positive, got {self.speed}")
        if not 0 <= self.orders_per_minute < math.inf:
            raise ValueError(f"orders_per_minute must not be negative: {self.orders_per_minute}")
        if not self.languages:
            raise ValueError("languages must name at least one menu")
        if not self.services:
            raise ValueError("services must name at least one")
        for name, positions in SWITCHES.items():
            if getattr(self, name) not in positions:
                raise ValueError(f"{name} must be one of {positions}: {getattr(self, name)!r}")


def _switches() -> dict[str, tuple[Any, ...]]:
    """Return every switch whose positions its type lists, with those positions."""
    hints = get_type_hints(SandboxConfig)
    listed = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}
    return listed | {name: (False, True) for name, hint in hints.items() if hint is bool}


SWITCHES = _switches()
"""Each switch with two or more positions: what a test can walk through."""
