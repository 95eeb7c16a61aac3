"""In which unit Keeta sends a currency of three decimals, as far as orders have shown it.

Amounts of refunds have no text beside them. Whether those of KWD, BHD and OMR count thousandths
or hundredths is not documented (BHD was seen in thousandths), so the orders of the shop say it.
"""

from kitchen_app.domain.money import exponent_of
from kitchen_app.keeta.money_codec import order_currency, sent_decimals
from kitchen_app.keeta.wire import Reader


class MoneyScale:
    """Learns from every order that is read; lives as long as the program runs."""

    def __init__(self) -> None:
        self._decimals: dict[str, int] = {}

    def learn(self, info: Reader) -> None:
        """Take from an order object what its texts show; the latest order counts."""
        decimals = sent_decimals(info)
        if decimals is not None:
            self._decimals[order_currency(info).upper()] = decimals

    def decimals(self, currency: str) -> int | None:
        """Return how many decimals the amounts of a currency are sent with, None if unknown."""
        return self._decimals.get(currency.upper())

    def is_open(self, currency: str) -> bool:
        """Tell whether a currency may be sent in more than one unit and no order has shown it."""
        return exponent_of(currency.upper()) > 2 and self.decimals(currency) is None
