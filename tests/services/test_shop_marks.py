"""Orders carry the mark of their shop while several are served, and none for a single one."""

from dataclasses import replace

from kitchen_app.domain.history import Found, FoundOrder, Outcome
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop_marks import marks_of
from tests.fakes import SHOP, an_order
from tests.services.harness import Process

OTHER = ShopId("470012")
MARKS = marks_of((SHOP, OTHER), {SHOP: "Olaya", OTHER: "Malaz"})


async def test_the_cards_follow_the_marks(process: Process) -> None:
    ours = process.knows(an_order(1))
    theirs = process.knows(replace(an_order(2), shop_id=OTHER))
    assert process.card(ours).shop is None
    process.board.shop_marks.show(MARKS, home=SHOP)
    assert (process.card(ours).shop, process.card(theirs).shop) == (MARKS[SHOP], MARKS[OTHER])
    process.board.shop_marks.show({}, home=SHOP)
    assert process.card(theirs).shop is None


async def test_an_order_of_a_shop_that_is_served_no_longer_is_named_by_its_number(
    process: Process,
) -> None:
    process.board.shop_marks.show(MARKS, home=SHOP)
    strange = process.knows(replace(an_order(1), shop_id=ShopId("7")))
    nameless = process.knows(replace(an_order(2), shop_id=ShopId("")))
    mark = process.card(strange).shop
    assert mark is not None
    assert (mark.shop_id, mark.name, mark.colour) == ("7", "", 0)
    assert process.card(nameless).shop == MARKS[SHOP]


async def test_what_is_found_in_the_history_has_its_mark(process: Process) -> None:
    process.knows(replace(an_order(1), shop_id=OTHER))
    process.board.shop_marks.show(MARKS, home=SHOP)
    orders = [card.order for card in process.board.cards.values()]
    page = Found(orders=tuple(FoundOrder(order=o, outcome=Outcome.OPEN) for o in orders))
    found = process.kitchen.history._marked(page)
    assert [each.shop for each in found.orders] == [MARKS[OTHER]]
