"""Every endpoint of Keeta's Standard API that we know, and whether calling it changes something.

Source: the endpoint pages of the order, store, menu and basic references.
"""

from collections.abc import Mapping
from enum import StrEnum


class Effect(StrEnum):
    """What a call does at Keeta."""

    READS = "reads"
    OPENS = "opens"  # what Keeta sealed: a customer's personal data
    CHANGES = "changes"  # an order, money, the shop or the menu


ENDPOINTS: Mapping[str, Effect] = {
    "order/get": Effect.READS,
    "order/confirm": Effect.CHANGES,
    "order/prepare": Effect.CHANGES,
    "order/cancel": Effect.CHANGES,
    "order/agree": Effect.CHANGES,
    "order/reject": Effect.CHANGES,
    "order/collect": Effect.CHANGES,
    "order/dispatched": Effect.CHANGES,
    "order/delivered": Effect.CHANGES,
    "order/refund/part/products/preview": Effect.READS,
    "order/refund/part/apply": Effect.CHANGES,
    "scm/shop/base/get": Effect.READS,
    "scm/shop/business/hour/effective/get": Effect.READS,
    "scm/shop/business/hour/effective/update": Effect.CHANGES,
    "scm/shop/special/business/hour/effective/get": Effect.READS,
    "scm/shop/special/business/hour/effective/update": Effect.CHANGES,
    "scm/shop/picture/main/update": Effect.CHANGES,
    "scm/shop/contact/update": Effect.CHANGES,
    "scm/shop/status/open": Effect.CHANGES,
    "scm/shop/status/rest": Effect.CHANGES,
    "product/spustatus/batchupdatebycode": Effect.CHANGES,
    "product/spustatus/batchupdate": Effect.CHANGES,
    "product/choicegroupskustatus/batchupdatebycode": Effect.CHANGES,
    "product/choicegroupskustatus/batchupdate": Effect.CHANGES,
    "product/spu/batchcheck": Effect.READS,
    "base/batchDecrypt": Effect.OPENS,
    "base/authorized/resource/get": Effect.READS,
    "base/callback/url/set": Effect.CHANGES,
}

OF_THE_APPLICATION = frozenset({"base/callback/url/set"})
"""Calls that carry no access token."""

WITHOUT_SHOP = OF_THE_APPLICATION | {"base/authorized/resource/get"}
"""Calls whose page has no `shopId`."""

NOT_BY_HAND: Mapping[str, str] = {
    "base/oauth/token": (
        "a refresh token works once only, and new tokens that are printed instead of kept are "
        "lost. Start kitchen-app: it renews the tokens by itself. If they no longer work, let the "
        "owner authorise the app at Keeta again"
    ),
    "base/image/upload": (
        "it takes a file in a form instead of JSON. Upload the picture in Keeta's merchant "
        "portal; for a picture that Keeta already has, call scm/shop/picture/main/update with its "
        "address"
    ),
}
"""Endpoints that a person must not call one by one: why, and what to do instead."""
