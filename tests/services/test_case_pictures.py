"""Only what a stored request names is fetched, once, and kept in memory only."""

import pytest

from kitchen_app.domain.order import Party
from kitchen_app.domain.refunds import CaseId, RefundCase, RefundKind, RefundState
from kitchen_app.services.errors import PictureUnavailable
from tests.fakes import an_order
from tests.services.harness import Process

URLS = tuple(f"https://x.example/{number}.jpg" for number in range(20))


@pytest.fixture
def case(process: Process) -> RefundCase:
    order_id = process.knows(an_order())
    now = process.clock.now()
    case = RefundCase(
        case_id=CaseId("833"),
        order_id=order_id,
        kind=RefundKind.FULL,
        state=RefundState.WAITING,
        by=Party.CUSTOMER,
        opened_at=now,
        told_at=now,
        pictures=URLS,
    )
    process.photos.pictures = {url: url.encode() for url in URLS}
    process.store.refunds.save(case)
    return case


async def test_a_picture_is_fetched_once(process: Process, case: RefundCase) -> None:
    for _ in range(3):
        assert await process.kitchen.pictures.of(case.case_id, 1) == URLS[1].encode()
    assert process.photos.asked == [URLS[1]]


async def test_not_more_are_kept_than_of_two_requests(process: Process, case: RefundCase) -> None:
    for index in (*range(20), 19, 0):
        await process.kitchen.pictures.of(case.case_id, index)
    assert process.photos.asked == [*URLS, URLS[0]]


@pytest.mark.parametrize("index", [-1, 20])
async def test_what_the_request_does_not_name_is_not_gone_to(
    process: Process, case: RefundCase, index: int
) -> None:
    with pytest.raises(PictureUnavailable):
        await process.kitchen.pictures.of(case.case_id, index)
    with pytest.raises(PictureUnavailable):
        await process.kitchen.pictures.of(CaseId("another"), 0)
    assert process.photos.asked == []


async def test_one_that_failed_is_fetched_again(process: Process, case: RefundCase) -> None:
    found = process.photos.pictures.pop(URLS[0])
    with pytest.raises(PictureUnavailable):
        await process.kitchen.pictures.of(case.case_id, 0)
    process.photos.pictures[URLS[0]] = found
    assert await process.kitchen.pictures.of(case.case_id, 0) == found


async def test_of_a_masked_request_nothing_is_left_to_fetch(
    process: Process, case: RefundCase
) -> None:
    process.store.refunds.save(case.without_person())
    with pytest.raises(PictureUnavailable):
        await process.kitchen.pictures.of(case.case_id, 0)
