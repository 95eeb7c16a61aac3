"""Every endpoint of Keeta that the emulator answers: path, members, shape of the answer.

One table for the checks of requests and for the OpenAPI description.
"""

from dataclasses import dataclass
from typing import Any

from kitchen_app.sandbox.members import Member, listing, structure, text, whole
from kitchen_app.sandbox.refusals import BAD_BUSINESS_PARAMETER, BAD_PARAMETER

MOST_BATCH = 200
MOST_CIPHERS = 50
MOST_PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One call of Keeta's API."""

    path: str
    title: str
    group: str
    members: tuple[Member, ...]
    state_name: str = ""
    """How a refusal for a wrong state names the action."""
    refused_with: int = BAD_BUSINESS_PARAMETER
    """The code for a missing or wrong member."""
    with_token: bool = True
    of_order: bool = False
    multipart: bool = False
    data: dict[str, Any] | None = None
    """The JSON Schema of `data`; None for an answer without."""


SHOP = whole("shopId", example=470011)
_ORDER = (SHOP, whole("orderViewId", called="merchantOrderViewId", example=761200345678901))
_COURIER = structure(
    "courierInfo",
    whole("courierId", required=False),
    text("courierName", required=False, example="Driver One"),
    text("courierFirstName", required=False),
    text("courierLastName", required=False),
    text("courierPhone", required=False, example="500000001"),
    text("courierPhoneInterCode", required=False, example="+966"),
    whole("courierVehicle", required=False, one_of=(1, 2, 3, 4)),
    text("vehiclePlateNumber", required=False),
    required=False,
)
_REFUND_ROW = structure(
    "products",
    whole("orderProductId", example=330000101),
    whole("refundCount", least=1, example=1),
)
_STATUS = whole("status", one_of=(0, 1), example=0)
_LINKAGE = whole("needLinkage", required=False, one_of=(0, 1), example=0)
_OBJECT: dict[str, Any] = {"type": "object"}
_BROKEN_GROUPS: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["spuId", "choiceGroupIdList"],
        "properties": {
            "spuId": {"type": "integer"},
            "choiceGroupIdList": {"type": "array", "items": {"type": "integer"}},
        },
    },
}
_PRODUCT_ROWS: dict[str, Any] = {
    "type": "object",
    "required": ["products"],
    "properties": {"products": {"type": "array", "items": {"type": "object"}}},
}


def _order(path: str, title: str, *members: Member, state: str = "", **more: Any) -> Endpoint:
    return Endpoint(
        path=f"/order/{path}",
        title=title,
        group="Order",
        members=(*_ORDER, *members),
        state_name=state,
        refused_with=BAD_PARAMETER,
        of_order=True,
        **more,
    )


def _shop(path: str, title: str, *members: Member, **more: Any) -> Endpoint:
    return Endpoint(
        path=f"/scm/shop/{path}", title=title, group="Store", members=(SHOP, *members), **more
    )


def _base(path: str, title: str, *members: Member, **more: Any) -> Endpoint:
    return Endpoint(path=f"/base/{path}", title=title, group="Basic", members=members, **more)


def _product(path: str, title: str, *members: Member, **more: Any) -> Endpoint:
    return Endpoint(
        path=f"/product/{path}", title=title, group="Product", members=(SHOP, *members), **more
    )


_ORDER_ENDPOINTS = (
    _order(
        "get",
        "Query on Order Details",
        data={"type": "object", "required": ["orderInfo"], "properties": {"orderInfo": _OBJECT}},
    ),
    _order("confirm", "Order Confirmation", state="CONFIRM"),
    _order("prepare", "Order Ready", state="PREPARE"),
    _order(
        "cancel",
        "Order Cancellation",
        whole("cancelCode", one_of=(500000, 500001, 500002, 500003), example=500001),
        text("cancelReason", required=False, needed_when=("cancelCode", 500000)),
        state="CANCEL",
    ),
    _order("agree", "Refund Confirmation", state="AGREE_REFUND"),
    _order(
        "reject",
        "Refund Rejection",
        whole("rejectCode", one_of=(100000, 100001, 100002), example=100001),
        text("rejectReason", required=False, needed_when=("rejectCode", 100000)),
        state="REJECT_REFUND",
    ),
    _order("collect", "Order Picked-up Confirmation", state="COLLECT"),
    _order(
        "refund/part/products/preview",
        "Partial Refundable Item Query",
        listing("products", _REFUND_ROW, required=False),
        state="PREVIEW_REFUND",
        data=_PRODUCT_ROWS,
    ),
    _order(
        "refund/part/apply",
        "Initiate a Partial Refund",
        listing("products", _REFUND_ROW, least=1),
        whole("partRefundType", one_of=(200000, 200001, 200002, 200003, 200004), example=200002),
        text("partRefundReason", required=False, needed_when=("partRefundType", 200000)),
        state="PART_REFUND",
    ),
    _order("dispatched", "Order Dispatched", _COURIER, state="DISPATCH"),
    _order("delivered", "Order Delivered", _COURIER, state="DELIVER"),
)
_BASE_ENDPOINTS = (
    _base(
        "oauth/token",
        "Get or Refresh Token",
        text(
            "grantType",
            one_of=("authorization_code", "refresh_token"),
            example="refresh_token",
        ),
        text("code", required=False, needed_when=("grantType", "authorization_code")),
        text(
            "refreshToken",
            required=False,
            needed_when=("grantType", "refresh_token"),
            example="sandbox-refresh-token",
        ),
        with_token=False,
        data=_OBJECT,
    ),
    _base(
        "authorized/resource/get",
        "Get Authorized Resources",
        whole("pageNum", least=1, example=1),
        whole("pageSize", least=1, most=MOST_PAGE, example=200),
        data=_OBJECT,
    ),
    _base(
        "callback/url/set",
        "Set Callback URL",
        whole("eventId", example=1001),
        text("url", example="https://kitchen.example.net/keeta/webhook"),
        whole("isTest", one_of=(0, 1), example=1),
        with_token=False,
    ),
    _base(
        "batchDecrypt",
        "Batch Decrypt",
        SHOP,
        listing("cipherInfos", structure("cipherInfos", text("cipherText")), most=MOST_CIPHERS),
        data={
            "type": "object",
            "required": ["plainInfos"],
            "properties": {"plainInfos": {"type": "array", "items": _OBJECT}},
        },
    ),
    _base(
        "image/upload",
        "Upload Image",
        SHOP,
        text("imageName", example="front.png"),
        multipart=True,
        data={"type": ["string", "object"]},
    ),
)
_SHOP_ENDPOINTS = (
    _shop("base/get", "Get Store Details", data=_OBJECT),
    _shop("status/rest", "Suspend Store"),
    _shop("status/open", "Store Reactivation"),
    _shop("business/hour/effective/get", "Query Store Business Hours", data=_OBJECT),
    _shop(
        "business/hour/effective/update",
        "Update Store Business Hours",
        structure(
            "businessHourOfTheWeek", example={"mon": [{"startTime": 36000, "endTime": 86400}]}
        ),
    ),
    _shop(
        "special/business/hour/effective/get",
        "Query Special Business Hours",
        data={"type": "array", "items": _OBJECT},
    ),
    _shop(
        "special/business/hour/effective/update",
        "Update Special Business Hours",
        listing("specialBusinessHour", nullable=True, example=[]),
    ),
    _shop(
        "picture/main/update",
        "Update Store Profile Image",
        text("pictureUrl", example="https://img.example.net/front.jpg"),
    ),
    _shop(
        "contact/update",
        "Update Store Contact Phone",
        listing("phones", text("phones", example="966-501234567"), least=1, most=3),
    ),
)
_PRODUCT_ENDPOINTS = (
    _product(
        "spustatus/batchupdatebycode",
        "Batch Update SPU Status by Code",
        listing("spuOpenItemCodeList", text("spuOpenItemCodeList"), least=1, most=MOST_BATCH),
        _STATUS,
        _LINKAGE,
    ),
    _product(
        "spustatus/batchupdate",
        "Update Products Status",
        listing("spuIdList", whole("spuIdList"), least=1, most=MOST_BATCH),
        _STATUS,
        _LINKAGE,
        data={"type": "array", "items": _OBJECT},
    ),
    _product(
        "choicegroupskustatus/batchupdatebycode",
        "Batch Update Choice Group SKU Status by Code",
        listing(
            "choiceGroupSkuCodePackList",
            structure(
                "choiceGroupSkuCodePackList",
                text("choiceGroupCode"),
                listing("choiceGroupSkuCodes", text("choiceGroupSkuCodes"), least=1),
            ),
            least=1,
            most=MOST_BATCH,
        ),
        _STATUS,
        data={"type": "integer"},
    ),
    _product(
        "choicegroupskustatus/batchupdate",
        "Batch Update Choice Group SKU Status",
        listing(
            "choiceGroupSkuIdPackList",
            structure(
                "choiceGroupSkuIdPackList",
                whole("choiceGroupId"),
                listing("choiceGroupSkuIds", whole("choiceGroupSkuIds"), least=1),
            ),
            least=1,
            most=MOST_BATCH,
        ),
        _STATUS,
        data={"type": "integer"},
    ),
    _product(
        "spu/batchcheck",
        "Check Products Conflict",
        # Its page gives no largest number: that of the status batches is taken.
        listing("spuIdList", whole("spuIdList"), least=1, most=MOST_BATCH),
        data=_BROKEN_GROUPS,
    ),
)

ENDPOINTS: dict[str, Endpoint] = {
    endpoint.path: endpoint
    for endpoint in (
        *_ORDER_ENDPOINTS,
        *_BASE_ENDPOINTS,
        *_SHOP_ENDPOINTS,
        *_PRODUCT_ENDPOINTS,
    )
}
