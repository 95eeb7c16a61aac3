"""The connection in words: what is in force, how far a registration or a consent has come."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.shop import Authorisation
from kitchen_app.services.access import AccessView, CallbackFailure
from kitchen_app.services.connection import Registration
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.links import Trouble
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.shop.connection_page import ConnectionPage
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.fakes import FakeKitchen
from tests.ui.shop.alone import shown_on

VIEW = canned.connection()


@pytest.fixture
def page(ground: QWidget, theme: Theme, clock: UiClock, bridge: Bridge) -> ConnectionPage:
    return shown_on(ground, ConnectionPage(theme, clock, ground), bridge)


def test_what_is_in_force_is_told_when_the_page_is_seen(
    page: ConnectionPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    assert not page.register_button.isEnabled()
    with qtbot.waitSignal(bridge.asks.connection.told):
        page.begin()
    assert page.values["application"].text() == str(VIEW.app_id)
    assert VIEW.address in page.values["address"].text()
    assert page.values["access"].text() == "Given by the owner"
    assert page.register_button.isEnabled()
    kitchen.connection.view_now = replace(VIEW, can_register=False)
    with qtbot.waitSignal(bridge.asks.connection.told):
        page.tick(canned.NOW)
    assert not page.register_button.isEnabled()
    assert "callback_url" in page.registration.text()


def test_a_registration_tells_how_far_it_is_and_what_keeta_did_not_take(
    page: ConnectionPage,
) -> None:
    page.show_connection(replace(VIEW, registration=Registration(total=13, done=4)))
    assert page.registration.text() == "Telling Keeta: 4 of 13…"
    assert not page.register_button.isEnabled()
    assert not page.test_button.isEnabled()
    page.show_connection(replace(VIEW, registration=Registration(total=13, done=13)))
    assert page.registration.text() == "Keeta took our address for all 13 kinds of messages."
    assert page.register_button.isEnabled()
    failures = (
        CallbackFailure(event_id=1, code=115000299),
        CallbackFailure(event_id=1101, trouble=Trouble.UNREACHABLE),
    )
    over = Registration(total=13, done=13, failures=failures)
    page.show_connection(replace(VIEW, registration=over))
    assert page.registration.text().splitlines()[1:] == [
        "Message 1: refused with code 115000299",
        "Message 1101: no answer",
    ]


def test_both_kinds_of_shop_can_be_registered(
    page: ConnectionPage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    page.show_connection(VIEW)
    with qtbot.waitSignal(bridge.asks.connection.registered):
        page.register_button.click()
    with qtbot.waitSignal(bridge.asks.connection.registered):
        page.test_button.click()
    assert kitchen.connection.asked == [("register", False), ("register", True)]


def _note(opened: list[str], url: QUrl) -> bool:
    opened.append(url.toString())
    return True


def test_the_owners_page_opens_in_the_browser(
    page: ConnectionPage, bridge: Bridge, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_connection(VIEW)
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", partial(_note, opened))
    with qtbot.waitSignal(bridge.asks.connection.consent_ready) as ready:
        page.consent_button.click()
    assert opened == ready.args
    assert page.consent.text().startswith("The page is open in the browser")
    page.show_connection(VIEW)
    assert page.consent.text().startswith("The page is open"), "until the consent has come"


def test_without_a_browser_the_address_is_told(
    page: ConnectionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", _refuse)
    page.open_consent("https://keeta.example.test/consent")
    assert "https://keeta.example.test/consent" in page.consent.text()


def _refuse(_url: QUrl) -> bool:
    return False


@pytest.mark.parametrize("state", [each for each in ConsentState if each is not ConsentState.NONE])
def test_what_became_of_a_consent_is_told(page: ConnectionPage, state: ConsentState) -> None:
    page.show_connection(replace(VIEW, access=AccessView(consent=state)))
    assert page.consent.text() == tr(f"connection.consent_{state.value}")
    assert page.consent_button.isEnabled() is (state is not ConsentState.ASKING)


@pytest.mark.parametrize("state", list(Authorisation))
def test_every_right_has_words(page: ConnectionPage, state: Authorisation) -> None:
    page.show_connection(replace(VIEW, access=AccessView(authorisation=state)))
    assert page.values["access"].text() == tr(f"connection.access_{state.value}")
