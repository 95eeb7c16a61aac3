"""Every endpoint of Keeta's Standard API that we know, and whether calling it changes something.

Source: the endpoint pages of the order, store, menu and basic references. Left out on purpose:
base/oauth/token, whose refresh token works once only (`keeta.oauth` alone may use it), and
base/image/upload, which is no JSON call.
"""

from collections.abc import Mapping
from enum import StrEnum


class Effect(StrEnum):
    """What a call does at Keeta."""

    READS = "reads"
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
    "base/batchDecrypt": Effect.READS,
    "base/authorized/resource/get": Effect.READS,
    "base/callback/url/set": Effect.CHANGES,
}

OF_THE_APPLICATION = frozenset({"base/callback/url/set"})
"""Calls that carry neither an access token nor a shop."""
