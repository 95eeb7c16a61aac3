"""Kitchen App: the kitchen program for restaurants that sell on Keeta."""

__version__ = "0.1.0"
