"""Two shops under one authorization on one board, each changed by itself; a third is foreign."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.clock import ScaledClock
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Phase
from kitchen_app.sandbox.resting import ShopStatus as Said
from kitchen_app.services.links import Trouble
from kitchen_app.store.config_file import load_settings
from kitchen_app.ui.board.card import OrderCard
from kitchen_app.ui.shop.shops_page import ShopsPage
from kitchen_app.ui.shop.status_page import RestFor, StatusPage
from tests.e2e.hands import by_mouse
from tests.e2e.stage import Stage, emulated_keeta, program

HOME, OTHER, THIRD = 470011, 470012, 470013
SPEED = 5.0
FAST = 120.0
"""A quarter of an hour in eight seconds; any faster, a busy machine answers too late."""

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


def standing(stage: Stage, shop_id: int) -> ShopStatus:
    return stage.core.kitchen.fronts.of(ShopId(str(shop_id))).front.facts.status


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


def test_the_second_shop_rests_a_quarter_of_an_hour_over_a_restart_and_the_first_never(
    qtbot: QtBot, tmp_path: Path
) -> None:
    fast = ScaledClock(FAST)
    config = SandboxConfig(seed=7, other_shop_ids=(OTHER,), speed=FAST)
    with emulated_keeta(config, fast) as (sandbox, keeta):
        home, other = (sandbox.world.branches.shop(each) for each in (HOME, OTHER))
        with program(tmp_path, sandbox, keeta, clock=fast, other_shops=(OTHER,)) as stage:
            qtbot.waitUntil(lambda: standing(stage, OTHER) is ShopStatus.OPEN, timeout=10_000)
            place, shop_id = stage.desk.window.shop.place, ShopId(str(OTHER))
            stage.desk.window.shop.open()
            qtbot.waitUntil(lambda: shop_id in place.choices.buttons, timeout=10_000)
            place.choices.buttons[shop_id].click()
            asked = fast.now()
            place.page(StatusPage).buttons[RestFor.MIN_15].click()
            shown = place.page(StatusPage).open_button.isVisible
            qtbot.waitUntil(shown, timeout=10_000)
            assert (home.status, other.status) == (Said.OPEN, Said.RESTING)
        with program(tmp_path, sandbox, keeta, clock=fast, other_shops=(OTHER,)):
            qtbot.waitUntil(lambda: other.status is Said.OPEN, timeout=20_000)
            rested = fast.now() - asked
    assert timedelta(minutes=15) <= rested <= timedelta(minutes=22), rested
    assert (home.status, home._past) == (Said.OPEN, []), "nothing of it ever changed"
