"""The table of printers holds widths that printers have, in whole bytes."""

from kitchen_app.services.print_profiles import NARROWEST, PROFILES, WIDEST


def test_the_widths_are_whole_bytes_within_the_bounds() -> None:
    for profile in PROFILES.values():
        assert NARROWEST <= profile.width <= WIDEST
        assert profile.width % 8 == 0
    assert PROFILES["tm-t88"].width == 512
