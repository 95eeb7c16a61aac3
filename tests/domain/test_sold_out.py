"""Products are told apart by Keeta's id, else by the vendor's code."""

from datetime import datetime

import pytest

from kitchen_app.domain.order import Line, ShopId
from kitchen_app.domain.sold_out import Product, SoldOutItem, left_over, product_of, products_of
from tests.fakes import SHOP, an_order

SOUP = Line(line_id="1", name="Soup", names={"ar": "شوربة"}, spu_id="70", spu_code="SOUP")


def test_a_line_names_its_product() -> None:
    assert product_of(SOUP, SHOP) == Product(
        shop_id=SHOP, spu_id="70", code="SOUP", name="Soup", names={"ar": "شوربة"}
    )


def test_a_line_without_ids_has_none() -> None:
    assert product_of(Line(line_id="1", name="Soup"), SHOP) is None


def test_an_id_and_a_code_that_look_alike_are_two_products() -> None:
    assert Product(spu_id="70").key != Product(code="70").key


def test_the_same_code_in_two_shops_is_two_products() -> None:
    found = (product_of(SOUP, SHOP), product_of(SOUP, ShopId("470012")))
    assert len({each.key for each in found if each}) == 2


def test_sizes_of_a_product_are_one() -> None:
    large = Line(line_id="2", name="Soup", spec="Large", spu_id="70")
    rice = Line(line_id="3", name="Rice", spu_code="RICE")
    assert [
        each.name
        for each in products_of(an_order(lines=(SOUP, large, rice, Line(line_id="4", name="x"))))
    ] == [
        "Soup",
        "Rice",
    ]


@pytest.mark.parametrize(
    ("since", "is_left"),
    [("2026-11-21 22:00", True), ("2026-11-22 03:59", True), ("2026-11-22 04:00", False)],
)
def test_what_was_sold_out_before_four_in_the_morning_is_of_the_day_before(
    since: str, is_left: bool
) -> None:
    now = datetime.fromisoformat("2026-11-22 11:00").astimezone()
    item = SoldOutItem(
        product=Product(code="RICE"), since=datetime.fromisoformat(since).astimezone()
    )
    assert left_over([item], now) == ((item,) if is_left else ())


def test_past_midnight_the_day_goes_on() -> None:
    late = datetime.fromisoformat("2026-11-22 01:30").astimezone()
    evening = datetime.fromisoformat("2026-11-21 20:00").astimezone()
    assert left_over([SoldOutItem(product=Product(code="RICE"), since=evening)], late) == ()
