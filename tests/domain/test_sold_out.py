"""Products are told apart by Keeta's id, else by the vendor's code."""

from kitchen_app.domain.order import Line
from kitchen_app.domain.sold_out import Product, product_of, products_of

SOUP = Line(line_id="1", name="Soup", names={"ar": "شوربة"}, spu_id="70", spu_code="SOUP")


def test_a_line_names_its_product() -> None:
    assert product_of(SOUP) == Product(spu_id="70", code="SOUP", name="Soup", names={"ar": "شوربة"})


def test_a_line_without_ids_has_none() -> None:
    assert product_of(Line(line_id="1", name="Soup")) is None


def test_an_id_and_a_code_that_look_alike_are_two_products() -> None:
    assert Product(spu_id="70").key != Product(code="70").key


def test_sizes_of_a_product_are_one() -> None:
    large = Line(line_id="2", name="Soup", spec="Large", spu_id="70")
    rice = Line(line_id="3", name="Rice", spu_code="RICE")
    assert [
        each.name for each in products_of((SOUP, large, rice, Line(line_id="4", name="x")))
    ] == [
        "Soup",
        "Rice",
    ]
