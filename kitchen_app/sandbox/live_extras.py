"""What live orders carry and no page names: taken off an order that keeps to the pages.

Order object, the rows marked "live only". `seqNoStr` and the texts beside the prices of products
and options are documented and stay.
"""

from typing import Any

_TOP = (
    "foodPrepareInfo",
    "additionalDeliverys",
    "groupChoiceCompensationTag",
    "partRefundOrderTag",
)
_BASE = ("orderViewIdStr", "currency", "remark")
_MERCHANT = ("orderViewIdStr", "currency", "seqNo")
_OPTION = ("unitPrice",)


def without_live_extras(info: dict[str, Any]) -> dict[str, Any]:
    """Return an order object with nothing in it but the members of the pages."""
    kept = _without(info, _TOP)
    kept["baseOrder"] = _without(info["baseOrder"], _BASE)
    kept["merchantOrder"] = _without(info["merchantOrder"], _MERCHANT)
    kept["feeDtl"] = {name: _fee(fee) for name, fee in info["feeDtl"].items()}
    kept["products"] = [_product(each) for each in info["products"]]
    kept["subOrderInfoList"] = [
        part | {"products": [_product(each) for each in part["products"]]}
        for part in info["subOrderInfoList"]
    ]
    if "rebates" in info:
        rest = info["rebates"]["residueProducts"]
        kept["rebates"] = {"residueProducts": [_product(each) for each in rest]}
    return kept


def _fee(fee: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for name, value in fee.items()
        if not name.endswith("Str")
        and not name.startswith("rebates")
        and name != "bankTransactionFee"
    }


def _product(product: dict[str, Any]) -> dict[str, Any]:
    return product | {"groups": _groups(product["groups"])}


def _groups(groups: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        group
        | {
            "shopProductGroupSkuList": [
                _option(option) | {"groups": _groups(option["groups"])}
                for option in group["shopProductGroupSkuList"]
            ]
        }
        for group in groups
    ]


def _option(option: dict[str, Any]) -> dict[str, Any]:
    """Keep a price that is told in no other member: it is the switch's reading, not an extra."""
    return _without(option, _OPTION) if "price" in option else option


def _without(members: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if name not in names}
