"""Phones are checked, shown as a difference, sent once, and never written over Keeta's news."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, Outcome
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.shop.contact_page import ContactPage
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen

THEIRS = replace(canned.shop(), shop=replace(canned.SHOP, phones=("852-99999999",)))


@pytest.fixture
def page(show_window: ShowWindow, bridge: Bridge, qapp: QApplication) -> ContactPage:
    window = show_window(())
    bridge.shop_changed.emit(canned.shop())
    window.shop.open()
    window.shop.place.show_section("contact")
    settle(qapp)
    return window.shop.place.page(ContactPage)


def type_number(page: ContactPage, number: str) -> None:
    field = page.contact.phones.rows[0].number
    field.clear()
    QTest.keyClicks(field, number)


def test_the_phones_of_the_shop_are_changed(
    page: ContactPage, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    assert page.contact.phones.phones == canned.SHOP.phones
    type_number(page, "507654321")
    page.check_button.click()
    assert page.review.lines == ["Phone 1: \u2068+966-501234567\u2069 → \u2068+966-507654321\u2069"]
    page.review.go_button.click()
    qtbot.waitUntil(lambda: page.told == "Keeta has it.")
    expected = (ChangeKind.CONTACT, ("966-507654321",), canned.SHOP.phones)
    assert kitchen.profiled.asked == [expected]


def test_what_keeta_would_not_take_cannot_be_sent(page: ContactPage) -> None:
    type_number(page, "12")
    assert "Phone 1 is not complete" in page.told
    assert not page.check_button.isEnabled()
    page.contact.phones.rows[0].remove_button.click()
    assert "one phone at least" in page.told
    page.undo_button.click()
    page.reset_button.click()
    assert page.contact.phones.phones == canned.SHOP.phones
    assert page.told == ""


def test_what_changed_at_keeta_meanwhile_is_a_question(
    page: ContactPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    type_number(page, "507654321")
    kitchen.profiled.outcome = Outcome.CHANGED_MEANWHILE
    page.check_button.click()
    page.review.go_button.click()
    qtbot.waitUntil(lambda: "meanwhile" in page.told)
    bridge.shop_changed.emit(THEIRS)
    assert "choose whose go on" in page.told
    page.check_button.click()
    page.review.back_button.click()
    assert page.contact.phones.phones == ("852-99999999",)


def test_before_keeta_has_told_nothing_can_be_typed(
    show_window: ShowWindow, bridge: Bridge
) -> None:
    window = show_window(())
    bridge.shop_changed.emit(ShopFacts())
    window.shop.open()
    window.shop.place.show_section("contact")
    page = window.shop.place.page(ContactPage)
    assert page.told == "Keeta has not told the phones yet."
    assert not page.contact.isEnabled()
