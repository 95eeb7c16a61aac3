"""A shop that is covered no longer, or that came, has the banner until somebody has looked."""

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from kitchen_app.ui.shops_news import ShopsNews
from tests.ui.canned_shops import CENTRAL, MALAZ, OLAYA, view


@pytest.fixture
def opened() -> list[bool]:
    return []


@pytest.fixture
def news(qtbot: QtBot, opened: list[bool]) -> ShopsNews:
    owner = QObject()
    made = ShopsNews(lambda: opened.append(True), owner)
    made.owner = owner  # type: ignore[attr-defined]  # lives as long as what it owns
    return made


def title(news: ShopsNews) -> str:
    look = news.look()
    return look.title if look is not None else ""


def test_a_served_shop_that_ended_is_told_until_it_was_seen_and_again_when_it_ends_again(
    news: ShopsNews, opened: list[bool]
) -> None:
    assert title(news) == ""
    news.show_shops(view(uncovered=(MALAZ,)))
    assert title(news) == f"No longer authorised: \u2068{MALAZ.name}\u2069"
    news.close_notice()
    assert (title(news), opened) == ("", [True])
    news.show_shops(view())
    news.show_shops(view(uncovered=(MALAZ,)))
    assert MALAZ.name in title(news)


def test_that_the_home_shop_ended_is_told_by_the_strip(news: ShopsNews) -> None:
    news.show_shops(view(uncovered=(OLAYA,)))
    assert title(news) == ""


def test_a_shop_that_came_is_offered(news: ShopsNews, opened: list[bool]) -> None:
    news.show_shops(view(offered=(CENTRAL,)))
    look = news.look()
    assert look is not None
    assert (look.tone, CENTRAL.name in look.title) == ("notice", True)
    news.close_notice()
    assert opened == [True]
