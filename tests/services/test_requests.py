"""Every kind of action has its call and its meaning."""

from dataclasses import replace

import pytest

from kitchen_app.domain.actions import NEVER_SENT, Action, ActionKind, ActionState
from kitchen_app.domain.events import RefundTold
from kitchen_app.domain.order import Status
from kitchen_app.services.requests import Requests
from tests.domain.test_refunds import ASKED
from tests.fakes import NOON, SHOP, FakePlatform, an_order, reached
from tests.services.harness import Process

ORDER = reached(an_order(), Status.ACCEPTED)


@pytest.fixture
def requests(process: Process, platform: FakePlatform) -> Requests:
    process.knows(ORDER)
    return Requests(
        platform=platform,
        store=process.store,
        links=process.links,
        clock=process.clock,
        shops=process.shops,
    )


def an_action(kind: ActionKind) -> Action:
    return Action(
        key="key",
        order_id=ORDER.order_id,
        kind=kind,
        state=ActionState.SENDING,
        requested_at=NOON,
        not_after=NOON,
    )


@pytest.mark.parametrize("kind", set(ActionKind) - {ActionKind.REFUND_PART} - NEVER_SENT)
async def test_each_yes_tells_of_the_order_it_was_about(
    process: Process, requests: Requests, kind: ActionKind
) -> None:
    case = replace(ASKED, order_id=ORDER.order_id)
    process.ledger.record((RefundTold(case=case, shop_id=SHOP),))
    (event,) = requests.events(replace(an_action(kind), case_id=case.case_id))
    told = event.case.order_id if isinstance(event, RefundTold) else getattr(event, "order_id", "")
    assert told == ORDER.order_id


def test_a_partial_refund_is_told_of_by_keeta_only(requests: Requests) -> None:
    assert requests.events(an_action(ActionKind.REFUND_PART)) == ()


async def test_a_refund_that_says_nothing_is_our_bug_and_is_not_sent(
    requests: Requests, platform: FakePlatform
) -> None:
    with pytest.raises(ValueError, match="what to refund"):
        await requests.send(an_action(ActionKind.REFUND_PART))
    assert platform.calls == []


def test_an_answer_to_a_case_that_is_not_stored_is_our_bug(requests: Requests) -> None:
    with pytest.raises(LookupError, match="not stored"):
        requests.events(an_action(ActionKind.AGREE_REFUND))


async def test_what_has_no_amount_always_fits(requests: Requests, platform: FakePlatform) -> None:
    assert await requests.still_fits(an_action(ActionKind.ACCEPT))
    assert platform.calls == []


@pytest.mark.parametrize("kind", NEVER_SENT)
async def test_what_is_only_said_here_is_never_sent(
    requests: Requests, platform: FakePlatform, kind: ActionKind
) -> None:
    with pytest.raises(ValueError, match="nothing"):
        await requests.send(an_action(kind))
    assert requests.events(an_action(kind)) == ()
    assert platform.calls == []
