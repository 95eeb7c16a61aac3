"""The countries in which Keeta sells, by the time zone that a shop is told to be in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Market:
    """A country by its ISO 3166 code and the E.164 code that its phones begin with.

    `has_islamic_days`: some of its holidays are announced only when the moon was seen.
    """

    country: str
    area_code: str
    has_islamic_days: bool = True


MARKETS = {
    "Asia/Hong_Kong": Market("HK", "852", has_islamic_days=False),
    "Asia/Riyadh": Market("SA", "966"),
    "Asia/Dubai": Market("AE", "971"),
    "Asia/Kuwait": Market("KW", "965"),
    "Asia/Qatar": Market("QA", "974"),
    "Asia/Bahrain": Market("BH", "973"),
    "Asia/Muscat": Market("OM", "968"),
}
"""By IANA name; each of these countries has one zone."""
