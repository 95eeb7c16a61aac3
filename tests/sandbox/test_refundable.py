"""What is left to refund."""

import pytest

from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.orders import Order, OrderBook
from kitchen_app.sandbox.refundable import choose_lines, left_to_refund, money_of, preview_rows
from kitchen_app.sandbox.refusals import RefusedError
from tests.sandbox.fakes import HandClock

MANY = 12  # more lines than the menu has dishes: one SPU stands in two lines


def order(lines: int = MANY) -> Order:
    return OrderBook(SandboxConfig(), HandClock()).place(Wish(lines=lines, seed=1))


def twice_ordered(placed: Order) -> int:
    ids: list[int] = [line["spuId"] for line in placed.products]
    return next(each for each in ids if ids.count(each) > 1)


def test_everything_is_left_of_a_new_order() -> None:
    placed = order()
    assert left_to_refund(placed) == {line["id"]: line["count"] for line in placed.products}


def test_an_spu_may_mean_several_lines() -> None:
    placed = order()
    spu = twice_ordered(placed)
    lines = {line["id"]: line["count"] for line in placed.products if line["spuId"] == spu}
    asked = [{"orderProductId": spu, "refundCount": sum(lines.values())}]
    assert choose_lines(placed, asked, "spu") == lines
    with pytest.raises(RefusedError, match="orderProductId is invalid"):
        choose_lines(placed, asked, "line")


def test_two_rows_of_one_line_are_added() -> None:
    placed = order()
    line = max(placed.products, key=lambda each: each["count"])
    row = {"orderProductId": line["id"], "refundCount": line["count"]}
    assert choose_lines(placed, [row], "line") == {line["id"]: line["count"]}
    with pytest.raises(RefusedError, match="more than can be refunded"):
        choose_lines(placed, [row, row], "line")


def test_preview_of_a_choice_shows_only_it() -> None:
    placed = order(3)
    line = placed.products[1]
    (row,) = preview_rows(placed, {line["id"]: 1}, "line")
    assert row["refundPrice"] == money_of(placed, {line["id"]: 1})
    assert row["nameI18n"] == line["nameI18n"]
