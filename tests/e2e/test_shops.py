"""Two shops under one authorization on one board, and a third that is not served here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import ScaledClock
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.projection import Lane
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.links import Trouble
from kitchen_app.store.config_file import load_settings
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.shop.shops_page import ShopsPage
from tests.e2e.hands import by_mouse
from tests.e2e.stage import Stage, emulated_keeta, program

HOME, OTHER, THIRD = 470011, 470012, 470013
SPEED = 5.0

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path) -> Iterator[Stage]:
    config = SandboxConfig(seed=7, other_shop_ids=(OTHER, THIRD), speed=SPEED)
    clock = ScaledClock(SPEED)
    with (
        emulated_keeta(config, clock) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta, clock=clock, other_shops=(OTHER,)) as whole,
    ):
        yield whole


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=10_000)

    return until


def card_of(stage: Stage, order_id: int) -> OrderCard:
    return stage.desk.window.board.cards[str(order_id)]


def test_two_shops_are_served_on_one_board_and_a_third_is_refused_and_told(
    stage: Stage, wait: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    cards = stage.desk.window.board.cards
    ordered = [stage.place(shop_id=HOME), stage.place(shop_id=OTHER)]
    wait(lambda: {str(each) for each in ordered} <= set(cards))
    for order_id in ordered:
        by_mouse(card_of(stage, order_id).foot.step_button)
        wait(lambda each=order_id: card_of(stage, each).card.lane is Lane.PREPARING)  # type: ignore[misc]  # a default binds the value
        by_mouse(card_of(stage, order_id).foot.step_button)
    for order_id in ordered:
        wait(lambda each=order_id: stage.keeta_says(each).phase is Phase.READY)  # type: ignore[misc]  # as above
    wait(lambda: all(card_of(stage, each).body.head.shop for each in ordered))
    flags = [card_of(stage, each).card.shop for each in ordered]
    name = "Example Grill Olaya"
    assert [flag.name if flag else "" for flag in flags] == [name, f"{name} 2"]
    foreign = stage.place(shop_id=THIRD)
    wait(lambda: stage.core.kitchen.links.view.receiving.trouble is Trouble.FOREIGN_SHOP)
    assert str(foreign) not in cards
    look = stage.desk.window.banner.look
    wait(lambda: stage.desk.window.banner.look is not None)
    assert look is None or "another shop" in look.title
    assert f"Message for shop {THIRD}" in caplog.text
    caplog.clear()


def test_a_third_shop_is_chosen_on_the_screen_and_served_from_the_next_start_on(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    load_settings(tmp_path)
    shop = stage.desk.window.shop
    shop.open_shops()
    page = shop.place.page(ShopsPage)
    wait(lambda: str(THIRD) in page.rows)
    by_mouse(page.rows[ShopId(str(THIRD))].serve_button)
    by_mouse(page.check_button)
    by_mouse(page.review.go_button)
    wait(lambda: page.hint.text().startswith("Kept."))
    keeta = load_settings(tmp_path).keeta
    assert (keeta.shop_id, keeta.other_shops) == (HOME, (OTHER, THIRD))


def test_a_shop_with_an_open_order_cannot_be_left_out(
    stage: Stage, wait: Wait, tmp_path: Path
) -> None:
    load_settings(tmp_path)
    order_id = stage.place(shop_id=OTHER)
    wait(lambda: str(order_id) in stage.desk.window.board.cards)
    stage.desk.window.shop.open_shops()
    page = stage.desk.window.shop.place.page(ShopsPage)
    wait(lambda: str(OTHER) in page.rows and page.refresh_button.isEnabled())
    by_mouse(page.rows[ShopId(str(OTHER))].serve_button)
    by_mouse(page.check_button)
    by_mouse(page.review.go_button)
    wait(lambda: "still has 1 open order." in page.told.text())
    assert load_settings(tmp_path).keeta.shop_id is None, "nothing was written"


def test_a_shop_that_is_taken_out_is_told_by_name_and_the_home_shop_goes_on(
    stage: Stage, wait: Wait, caplog: pytest.LogCaptureFixture
) -> None:
    shops = stage.core.kitchen.shops
    wait(lambda: shops.view.is_fresh)
    stage.keeta.call_soon(lambda: stage.sandbox.world.authorization.remove_shop(OTHER))
    wait(lambda: stage.desk.window.banner.look is not None)
    look = stage.desk.window.banner.look
    assert look is not None
    assert "Example Grill Olaya 2" in look.title
    order_id = stage.place(shop_id=HOME)
    wait(lambda: str(order_id) in stage.desk.window.board.cards)
    by_mouse(card_of(stage, order_id).foot.step_button)
    wait(lambda: stage.keeta_says(order_id).phase is Phase.ACCEPTED)
    caplog.clear()
