"""What Keeta answers instead of doing it: a code other than 0 and a text.

Only few codes are published (request protocol, self-delivery pages); the rest lie in the
published bands and are marked as invented.
"""

BAD_PARAMETER = 109000000
UNKNOWN_APPLICATION = 115000100
"""Invented, inside the published band of application errors."""
BAD_TIMESTAMP = 115000101
"""Invented, in the same band: the page names no tolerance and so no code."""
BAD_SIGNATURE = 115000110
BAD_BUSINESS_PARAMETER = 115000201
"""Invented, inside the published band of business errors (base, store and product calls)."""
FOREIGN_SHOP = 115000210
"""Invented: a shop that the token does not cover."""
TOO_OFTEN = 115000220
"""Invented: a second refresh within a minute."""
PENDING_REVIEW = 115000230
"""Invented: a second shop picture while one is under review."""
SHOP_STATE = 115000240
"""Invented: a shop status that does not allow the change."""
BAD_IMAGE = 115000250
"""Invented: an image that is too large, too small or of another format."""
NOT_FOUND_ELEMENT = 107000104
"""The example code of one element of an `errorList` (menu pages)."""
NO_SUCH_ORDER = 209000101
NOT_SELF_DELIVERY = 2090006003
OVER_REFUNDABLE = 209009998
"""Invented: more than is left to refund."""
SYSTEM_ERROR = 309000000


class TooManyError(Exception):
    """A call that Keeta answers with HTTP 429 rather than a code."""


class RefusedError(Exception):
    """A call that Keeta answers with a code other than 0."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
