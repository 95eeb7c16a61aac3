"""Refund cases: asked, answered, appealed, decided, forgotten."""

from typing import Any, Literal

import pytest

from kitchen_app.sandbox.cases import CaseState
from kitchen_app.sandbox.errors import BadRequestError, WrongStateError
from kitchen_app.sandbox.orders import Phase
from tests.sandbox.fakes import scene


async def test_full_refund_from_the_request_to_the_money() -> None:
    async with scene() as on:
        order_id = await on.completed()
        case = on.sandbox.refunds.ask(on.order(order_id), reason="الطعام بارد")
        assert case is not None
        asked = await on.told(order_id, 1005)
        assert (asked["status"], asked["isAppeal"], asked["applyOpType"]) == (1001, 0, 10)
        assert asked["applyReason"] == "الطعام بارد"
        assert asked["afterSaleOrderId"] == case.case_id
        paid = (await on.info(order_id))["feeDtl"]["customerFee"]["payTotal"]
        assert asked["money"] == paid
        await on.client.call("/order/agree", order_id)
        on.pass_time(31)
        cancelled = await on.told(order_id, 1004)
        statuses = [message["status"] for message in on.receiver.messages(1005)]
        assert statuses == [1001, 2001, 5002]
        assert on.receiver.messages(1005)[1]["handleReason"] == "Merchant agree refund"
        assert cancelled["opType"] == 10
        info = await on.info(order_id)
        assert info["merchantOrder"]["status"] == 50
        assert [row["status"] for row in info["refundInfos"]] == [5002]


@pytest.mark.parametrize("cancels", [False, True])
async def test_a_full_refund_may_take_the_order_back(cancels: bool) -> None:
    async with scene(refund_cancels_order=cancels) as on:
        order_id = await on.completed()
        on.sandbox.refunds.ask(on.order(order_id))
        on.sandbox.refunds.agree(on.order(order_id))
        on.pass_time(31)
        expected = Phase.CANCELLED if cancels else Phase.COMPLETED
        assert on.order(order_id).phase is expected


async def test_before_acceptance_nobody_is_asked() -> None:
    async with scene() as on:
        order_id = await on.sandbox.place_order()
        assert on.sandbox.refunds.ask(on.order(order_id)) is None
        assert (await on.told(order_id, 1004))["opType"] == 10


@pytest.mark.parametrize(("switch", "status"), [(2001, 2001), (5001, 5001)])
async def test_partial_refund_by_the_customer(switch: Literal[2001, 5001], status: int) -> None:
    async with scene(agreed_partial_status=switch) as on:
        order_id = await on.completed()
        line = on.order(order_id).products[0]
        on.sandbox.refunds.ask(on.order(order_id), lines={line["id"]: 1})
        on.sandbox.refunds.agree(on.order(order_id))
        on.pass_time(31)
        on.sandbox.cancel_by_service(order_id)
        await on.told(order_id, 1004)
        messages = on.receiver.messages(1007)
    assert [message["status"] for message in messages] == [1001, status, 5002]
    (product,) = messages[0]["refundProducts"]
    assert (product["spuId"], product["count"]) == (line["spuId"], line["count"])


@pytest.mark.parametrize("answers", [True, False])
async def test_agree_may_answer_full_requests_only(answers: bool) -> None:
    async with scene(agree_answers_partial=answers) as on:
        order_id = await on.completed()
        line_id = on.order(order_id).products[0]["id"]
        on.sandbox.refunds.ask(on.order(order_id), lines={line_id: 1})
        code = (await on.client.call("/order/agree", order_id))["code"]
    assert code == (0 if answers else 209009999)


@pytest.mark.parametrize("approve", [True, False])
@pytest.mark.parametrize("appeal_status", [1001, 3001])
async def test_rejection_appeal_and_decision(
    approve: bool, appeal_status: Literal[1001, 3001]
) -> None:
    async with scene(appeal_status=appeal_status) as on:
        order_id = await on.completed()
        order = on.order(order_id)
        on.sandbox.refunds.ask(order)
        await on.client.call("/order/reject", order_id, rejectCode=100000, rejectReason="Was hot")
        on.sandbox.refunds.appeal(order)
        assert (await on.client.call("/order/agree", order_id))["code"] == 209009999
        on.sandbox.refunds.decide(order, approve=approve)
        on.sandbox.cancel_by_service(order_id)
        await on.told(order_id, 1004)
        messages = on.receiver.messages(1005)
    decided = 2001 if approve else 2003
    assert [message["status"] for message in messages] == [1001, 2002, appeal_status, decided]
    assert [message["isAppeal"] for message in messages] == [0, 0, 1, 1]
    assert messages[1]["handleReason"] == "Was hot"
    assert "handleOpType" not in messages[2]
    assert messages[3]["handleOpType"] == 30


async def test_the_number_of_a_rejection_is_a_guess_and_can_be_another() -> None:
    async with scene(rejected_refund_status=4001, refused_appeal_status=4002) as on:
        order = on.order(await on.completed())
        on.sandbox.refunds.ask(order)
        assert on.sandbox.refunds.reject(order, "no").status == 4001
        assert on.sandbox.refunds.decide(order, approve=False).status == 4002


@pytest.mark.parametrize(
    ("switch", "state"),
    [("approve", CaseState.AGREED), ("escalate", CaseState.ESCALATED)],
)
async def test_fifteen_minutes_without_an_answer(
    switch: Literal["approve", "escalate"], state: CaseState
) -> None:
    async with scene(unanswered_refund=switch) as on:
        order_id = await on.completed()
        case = on.sandbox.refunds.ask(on.order(order_id))
        assert case is not None
        on.pass_time(899)
        assert case.state is CaseState.WAITING
        on.pass_time(2)
        assert case.state is state
        assert (await on.client.call("/order/agree", order_id))["code"] == 209009999
        if switch == "approve":
            on.sandbox.cancel_by_service(order_id)
            await on.told(order_id, 1004)
            assert on.receiver.messages(1005)[-1]["handleOpType"] == 0
        else:
            on.sandbox.refunds.decide(on.order(order_id), approve=True)


async def test_answered_in_time_nothing_happens_later() -> None:
    async with scene() as on:
        order_id = await on.completed()
        case = on.sandbox.refunds.ask(on.order(order_id))
        assert case is not None
        on.sandbox.refunds.reject(on.order(order_id), "no")
        on.pass_time(901)
        assert case.state is CaseState.REJECTED


async def test_one_case_at_a_time_and_none_after_a_full_refund() -> None:
    async with scene(refund_cancels_order=False) as on:
        order = on.order(await on.completed())
        on.sandbox.refunds.ask(order)
        with pytest.raises(WrongStateError, match="no new refund"):
            on.sandbox.refunds.ask(order)
        on.sandbox.refunds.agree(order)
        with pytest.raises(WrongStateError, match="refunded already"):
            on.sandbox.refunds.ask(order)
        with pytest.raises(WrongStateError, match="nothing to appeal"):
            on.sandbox.refunds.appeal(order)


@pytest.mark.parametrize("lines", [{}, {1: 1}, {"first": 0}, {"first": 99}])
async def test_lines_that_cannot_be_asked_back(lines: dict[Any, int]) -> None:
    async with scene() as on:
        order = on.order(await on.completed())
        first = order.products[0]["id"]
        asked = {first if key == "first" else key: count for key, count in lines.items()}
        with pytest.raises(BadRequestError):
            on.sandbox.refunds.ask(order, lines=asked)
        assert order.cases == []


async def test_a_cancelled_order_settles_its_cases() -> None:
    async with scene() as on:
        order = on.order(await on.completed())
        case = on.sandbox.refunds.ask(order)
        assert case is not None
        on.sandbox.world.rules.cancel_by_merchant(order, "Oven broke")
        assert case.state is CaseState.COMPLETED
        on.pass_time(1000)
        assert case.handled_by is None
