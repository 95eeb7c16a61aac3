"""What is shown of a shop says itself what is missing in it."""

from kitchen_app.domain.hours import OpeningHours
from kitchen_app.services.shop_view import (
    Change,
    ChangeKind,
    ChangeResult,
    Outcome,
    Part,
    ShopView,
)
from tests.fakes import NOON
from tests.shop_fakes import WEEK


def test_before_the_first_answer_everything_is_unread() -> None:
    view = ShopView()
    assert view.unread == tuple(Part)
    assert (view.shop, view.week, view.specials, view.hours, view.read_at) == (None,) * 5


def test_the_whole_plan_needs_both_of_its_parts() -> None:
    assert ShopView(week=WEEK).hours is None
    assert ShopView(specials=()).hours is None
    assert ShopView(week=WEEK, specials=()).hours == OpeningHours(week=WEEK)


def test_a_change_is_under_way_until_it_has_a_result() -> None:
    under_way = Change(kind=ChangeKind.REST, asked_at=NOON)
    result = ChangeResult(kind=ChangeKind.REST, outcome=Outcome.NOT_KNOWN)
    ended = Change(kind=ChangeKind.REST, asked_at=NOON, result=result)
    changing = [ShopView(change=change).is_changing for change in (None, under_way, ended)]
    assert changing == [False, True, False]
