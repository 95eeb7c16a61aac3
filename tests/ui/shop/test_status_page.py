"""Resting and opening the shop by one touch, and what became of it in words."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.services.rests import Rest, RestView
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.shop.status_page import (
    RestFor,
    StatusPage,
    halves_words,
    selling_words,
    told_of,
)
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.test_main_window import cut_off

OPEN = canned.shop()
REST = Rest(since=canned.NOW - timedelta(minutes=5), until=canned.NOW + timedelta(minutes=10))
OURS = replace(canned.shop(ShopStatus.RESTING), resting=RestView(rest=REST))
THEIRS = canned.shop(ShopStatus.RESTING, stopped_ago_s=600)
REFUSED = ChangeResult(kind=ChangeKind.OPEN, outcome=Outcome.REFUSED, message="suspended")


@pytest.fixture
def page(ground: QWidget, theme: Theme, clock: UiClock) -> StatusPage:
    made = StatusPage(theme, clock, ground)
    made.resize(ground.size())
    made.show()
    return made


def said(page: StatusPage) -> str:
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    return " | ".join(texts).replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize(
    ("choice", "minutes"), [(RestFor.MIN_15, 15), (RestFor.MIN_30, 30), (RestFor.MIN_60, 60)]
)
def test_an_open_shop_is_put_to_rest_for_a_while(
    page: StatusPage, qtbot: QtBot, choice: RestFor, minutes: int
) -> None:
    page.show_facts(OPEN)
    assert not page.open_button.isVisible()
    with qtbot.waitSignal(page.rest_requested) as wanted:
        page.buttons[choice].click()
    assert wanted.args == [canned.NOW + timedelta(minutes=minutes)]
    assert "Telling Keeta" in page.told


def test_the_next_opening_is_named_with_its_time(page: StatusPage, qtbot: QtBot) -> None:
    facts = canned.shop(opens=17 * 60)
    page.show_facts(facts)
    opens = facts.next_opening(canned.NOW)
    assert opens is not None
    button = page.buttons[RestFor.NEXT_OPENING]
    assert button.isVisible()
    assert "17:00" in button.words
    with qtbot.waitSignal(page.rest_requested) as wanted:
        button.click()
    assert wanted.args == [opens]
    with qtbot.waitSignal(page.rest_requested) as wanted:
        page.buttons[RestFor.OPEN_END].click()
    assert wanted.args == [None]


def test_without_hours_there_is_no_next_opening(page: StatusPage) -> None:
    page.show_facts(replace(OPEN, hours=None))
    assert not page.buttons[RestFor.NEXT_OPENING].isVisible()


def test_a_rest_of_ours_says_its_end_and_can_be_ended(page: StatusPage, qtbot: QtBot) -> None:
    page.show_facts(OURS)
    assert "rests until 09:55 · 10 min" in said(page)
    assert "Put to rest here at 09:40" in said(page)
    with qtbot.waitSignal(page.open_requested):
        page.open_button.click()


def test_one_of_others_says_so(page: StatusPage) -> None:
    page.show_facts(THEIRS)
    assert "Stopped at 09:35, not here" in said(page)
    assert page.open_button.isVisible()


@pytest.mark.parametrize("kind", [ChangeKind.OPEN, ChangeKind.REST])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_what_became_of_it_is_told_unless_it_is_seen(
    page: StatusPage, kind: ChangeKind, outcome: Outcome
) -> None:
    page.show_facts(OURS)
    result = ChangeResult(kind=kind, outcome=outcome, message="suspended")
    page.show_answer(result)
    assert (page.told == "") == (outcome is Outcome.DONE)
    if outcome is Outcome.REFUSED:
        assert "suspended" in page.told
    assert told_of(result)


def test_an_end_that_cannot_be_kept_is_told(page: StatusPage) -> None:
    page.show_failed("the disk is full")
    assert "the disk is full" in page.told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facts", [OPEN, OURS, THEIRS, canned.shop(opens=17 * 60)])
def test_nothing_is_cut_off_on_a_small_screen(
    show_window: ShowWindow, bridge: Bridge, qapp: QApplication, language: str, facts: object
) -> None:
    window = show_window((), language=language, size=(1024, 600))
    bridge.shop_changed.emit(facts)
    window.shop.open()
    window.shop.place.page(StatusPage).show_answer(REFUSED)
    settle(qapp)
    assert window.width() == 1024
    assert cut_off(window) == []


def test_the_window_asks_the_core_and_tells_what_failed(
    show_window: ShowWindow, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    window = show_window(())
    window.shop.open()
    with qtbot.waitSignal(bridge.asks.house.shop_answered):
        window.shop.place.page(StatusPage).buttons[RestFor.MIN_15].click()
    until: datetime | None = canned.NOW + timedelta(minutes=15)
    assert kitchen.rests.asked == [("rest", until)]
    bridge.shop_changed.emit(replace(OURS, resting=RestView(rest=REST, failed=REFUSED)))
    assert window.banner.look is not None
    assert "not open" in window.banner.look.title
    assert "suspended" in window.banner.look.cure


def test_what_has_failed_and_is_over_is_told_no_more(page: StatusPage) -> None:
    page.show_facts(replace(OURS, resting=RestView(rest=REST, failed=REFUSED)))
    assert "suspended" in page.told
    page.show_facts(OPEN)
    assert page.told == ""


def test_keeta_is_not_said_to_be_told_while_the_pin_is_asked_for(
    show_window: ShowWindow, bridge: Bridge
) -> None:
    page = show_window(()).shop.place.page(StatusPage)
    page.rest_requested.disconnect()
    page.buttons[RestFor.MIN_15].click()
    assert "Telling Keeta" in page.told
    bridge.asks.house.approval_wanted.emit(Matter(deed=Deed.REST), list)
    assert page.told == ""


STRANGE = replace(
    canned.shop(ShopStatus.UNKNOWN), shop=replace(canned.SHOP, platform_status=5, pickup_rest=2)
)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        (OPEN, "Orders come until 23:00, when its hours close it."),
        (replace(OPEN, hours=None), "Orders come."),
        (canned.shop(opens=600), "No orders come: its hours open it at 10:00."),
        (OURS, "No orders come: the shop is opened again at 09:55."),
        (THEIRS, "No orders come: the shop rests until somebody opens it."),
        (replace(OPEN, is_fresh=False), "As last known: Orders come until 23:00"),
        (ShopFacts(), "Whether orders come is not known: Keeta has not told yet."),
        (STRANGE, "Keeta says state 5, and does not publish what that means."),
    ],
)
def test_whether_it_sells_now_is_one_sentence(
    page: StatusPage, facts: ShopFacts, sentence: str
) -> None:
    assert sentence in selling_words(facts, canned.NOW)
    page.show_facts(facts)
    assert sentence in said(page)


def test_delivery_and_pickup_alone_are_told_by_keetas_numbers() -> None:
    assert halves_words(ShopFacts()) == ""
    told = halves_words(STRANGE)
    assert told == "Delivery: state 1 at Keeta · Pickup: state 2 at Keeta"
