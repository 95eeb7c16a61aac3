"""Shops of one board have a name and a colour that stays theirs."""

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_marks import COLOURS, marks_of

A, B, C = ShopId("470011"), ShopId("470012"), ShopId("470013")
NAMES = {A: "Olaya", B: "Malaz"}


def test_a_single_shop_needs_no_mark() -> None:
    assert marks_of([A], NAMES) == {}


def test_a_colour_stays_when_shops_come_go_or_another_is_the_home_shop() -> None:
    before = marks_of([A, B], NAMES)
    assert marks_of([B, A], NAMES) == before
    assert marks_of([C, A, B], NAMES)[B] == before[B]
    assert len({mark.colour for mark in marks_of([C, A, B], NAMES).values()}) == 3


def test_two_numbers_that_choose_one_colour_get_two() -> None:
    like_a = ShopId(str(int(A) + COLOURS))
    assert len({mark.colour for mark in marks_of([A, like_a], NAMES).values()}) == 2


def test_more_shops_than_colours_share_them_evenly() -> None:
    shops = [ShopId(str(100 + number)) for number in range(2 * COLOURS)]
    told = [mark.colour for mark in marks_of(shops, {}).values()]
    assert sorted(told) == sorted([*range(1, COLOURS + 1)] * 2)


def test_shops_of_one_name_are_told_apart_by_their_numbers() -> None:
    marks = marks_of([A, B, C], {A: "Olaya", B: "Olaya"})
    assert [marks[each].name for each in (A, B, C)] == ["Olaya · 470011", "Olaya · 470012", ""]
