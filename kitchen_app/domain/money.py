"""Amounts of money in minor units."""

from dataclasses import dataclass
from decimal import Decimal

# Keeta's orders carry integer minor units; the three-decimal scale was seen for BHD and is
# assumed for KWD and OMR.
EXPONENTS = {"SAR": 2, "AED": 2, "QAR": 2, "HKD": 2, "KWD": 3, "BHD": 3, "OMR": 3}
"""How many decimals ISO 4217 gives the currencies of Keeta's markets."""


def exponent_of(currency: str) -> int:
    """Return how many decimals a currency has; one we do not know is taken to have two."""
    return EXPONENTS.get(currency, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount: `minor` units (halalas, cents, fils) of an ISO 4217 `currency`."""

    minor: int
    currency: str

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-exponent_of(self.currency))
