"""The rules that the file and the screen share; each fault is tested where it is told."""

import pytest

from kitchen_app.services.printer_rules import are_languages, is_address
from kitchen_app.services.settings import Connection


@pytest.mark.parametrize("place", ["printer", "printer.local:9100", "10.0.0.1", "[::1]:9100"])
def test_hosts_and_ports_are_addresses(place: str) -> None:
    assert is_address(place, Connection.NETWORK)


@pytest.mark.parametrize("place", ["10.0.0", "10.0.0.1:", "10.0.0.1:0", "a b", "http://x", ".", ""])
def test_what_leads_nowhere_is_none(place: str) -> None:
    assert not is_address(place, Connection.NETWORK)


def test_any_line_names_a_device() -> None:
    assert is_address("/dev/usb/lp0", Connection.DEVICE)
    assert not is_address("/dev/\nlp0", Connection.DEVICE)


def test_one_or_two_languages_each_once() -> None:
    assert are_languages(("en",))
    assert are_languages(("ar", "zh_HK"))
    for wrong in ((), ("en", "en"), ("de",), ("en", "ar", "zh_HK")):
        assert not are_languages(wrong)
