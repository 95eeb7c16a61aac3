"""Options with the members that one reading of Keeta's order object leaves them.

Which member carries the price of an option (`price` by its page, `unitPrice` in live traffic) and
which its number (`count` for one dish, `groupSkuCount` for all of them) differs between clients
that work, so an order may have but one of each (order object, groups).
"""

from typing import Any

from kitchen_app.sandbox.config import SandboxConfig


def keep_members(info: dict[str, Any], config: SandboxConfig) -> None:
    """Take off an order object what the switches leave out of its options, at every level."""
    unwanted: list[str] = []
    if config.option_price == "price":
        unwanted.append("unitPrice")
    if config.option_price == "unitPrice":
        unwanted += ["price", "priceStr"]
    if config.option_count == "count":
        unwanted.append("groupSkuCount")
    if config.option_count == "groupSkuCount":
        unwanted.append("count")
    rest = info.get("rebates", {}).get("residueProducts", [])
    parts = [line for part in info["subOrderInfoList"] for line in part["products"]]
    for line in [*info["products"], *parts, *rest]:
        _keep(line["groups"], unwanted)


def _keep(groups: list[dict[str, Any]], unwanted: list[str]) -> None:
    for group in groups:
        for option in group["shopProductGroupSkuList"]:
            for name in unwanted:
                option.pop(name, None)
            _keep(option["groups"], unwanted)
