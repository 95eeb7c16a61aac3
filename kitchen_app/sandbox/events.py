"""The numbers by which Keeta's events and actors go."""

from enum import IntEnum


class Event(IntEnum):
    """The `eventId` of each webhook."""

    AUTHORIZATION_CODE = 1
    PLACED = 1001
    ACCEPTED = 1002
    COMPLETED = 1003
    CANCELLED = 1004
    REFUND = 1005
    DELIVERY = 1006
    PARTIAL_REFUND = 1007
    SYSTEM_CANCELLED = 1008
    """In no page; seen in Hong Kong when the merchant did not accept."""
    HOURS_CHANGED = 1101
    SHOP_STATUS_CHANGED = 1102
    SHOP_AUTHORIZED = 1301
    SHOP_REMOVED = 1302
    BRAND_REVOKED = 1303


class Actor(IntEnum):
    """Who did it: `opType`, `applyOpType`, `handleOpType`."""

    SYSTEM = 0
    CUSTOMER = 10
    MERCHANT = 20
    CUSTOMER_SERVICE = 30
