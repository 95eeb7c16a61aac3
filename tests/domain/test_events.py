"""Every event says which order it speaks of."""

import pytest

from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Event,
    Hinted,
    Placed,
    Prepared,
    ReadBack,
    RefundTold,
    RiderMoved,
    order_id_of,
)
from kitchen_app.domain.order import Party, Rider, RiderState
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from tests.builders import NOW, ORDER_ID, SHOP_ID, an_order


def a_case() -> RefundCase:
    return RefundCase(
        case_id=CaseId("1"),
        order_id=ORDER_ID,
        kind=RefundKind.FULL,
        state=RefundState.WAITING,
        by=Party.CUSTOMER,
        opened_at=NOW,
        told_at=NOW,
    )


@pytest.mark.parametrize(
    "event",
    [
        Placed(order=an_order()),
        ReadBack(order=an_order()),
        Accepted(order_id=ORDER_ID, shop_id=SHOP_ID, at=NOW),
        Prepared(order_id=ORDER_ID, shop_id=SHOP_ID, at=NOW),
        Completed(order_id=ORDER_ID, shop_id=SHOP_ID, at=NOW),
        Cancelled(order_id=ORDER_ID, shop_id=SHOP_ID, at=NOW, by=Party.SYSTEM),
        RiderMoved(
            order_id=ORDER_ID, shop_id=SHOP_ID, rider=Rider(state=RiderState.ARRIVED, at=NOW)
        ),
        Hinted(order_id=ORDER_ID, shop_id=SHOP_ID, event_id=1008),
        RefundTold(case=a_case(), shop_id=SHOP_ID),
    ],
    ids=lambda event: type(event).__name__,
)
def test_every_event_names_its_order(event: Event) -> None:
    assert order_id_of(event) == ORDER_ID


def test_a_hint_makes_a_card_unless_told_otherwise() -> None:
    assert Hinted(order_id=ORDER_ID, shop_id=SHOP_ID, event_id=1008).creates
