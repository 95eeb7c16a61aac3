"""Who gets the food: for the shop's own courier, in memory, until the food is there."""

from pathlib import Path

import pytest

from kitchen_app.domain.order import Fulfilment, Order, Status
from kitchen_app.domain.recipient import Recipient
from kitchen_app.services.errors import NotSent
from tests.fakes import SARA, FakePlatform, Fate, an_order, reached
from tests.services.harness import Process

ORDER: Order = reached(an_order(fulfilment=Fulfilment.SELF_DELIVERY), Status.ACCEPTED)


async def ended_soon(process: Process) -> None:
    process.knows(reached(ORDER, Status.COMPLETED))


def written_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


async def test_what_was_read_once_is_there_without_a_line_to_keeta(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    recipients = process.kitchen.recipients
    assert await recipients.of(order_id) == SARA
    platform.next("recipient", Fate.NOT_SENT)
    assert await recipients.of(order_id) == SARA
    assert platform.count("recipient") == 1


@pytest.mark.parametrize(
    "order",
    [
        an_order(),
        an_order(fulfilment=Fulfilment.PICKUP),
        an_order(fulfilment=Fulfilment.DRONE),
        reached(ORDER, Status.COMPLETED),
        reached(ORDER, Status.CANCELLED),
        ORDER.without_person(),
    ],
)
async def test_of_an_order_that_is_not_ours_to_bring_nothing_is_asked(
    process: Process, platform: FakePlatform, order: Order
) -> None:
    assert await process.kitchen.recipients.of(process.knows(order)) is None
    assert platform.count("recipient") == 0


async def test_an_order_we_do_not_know_has_no_recipient(process: Process) -> None:
    assert await process.kitchen.recipients.of(ORDER.order_id) is None


async def test_it_is_forgotten_once_the_food_is_there(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    assert await process.kitchen.recipients.of(order_id) is not None
    process.knows(reached(ORDER, Status.COMPLETED))
    assert process.kitchen.recipients._known == {}
    assert await process.kitchen.recipients.of(order_id) is None


async def test_an_answer_that_comes_after_the_end_is_not_kept(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    process.supervisor.spawn(ended_soon(process), name="the customer has it")
    assert await process.kitchen.recipients.of(order_id) == SARA
    assert process.kitchen.recipients._known == {}


async def test_a_failure_is_told_and_the_order_goes_on(
    process: Process, platform: FakePlatform
) -> None:
    order_id = process.knows(ORDER)
    platform.next("recipient", Fate.NOT_SENT)
    with pytest.raises(NotSent):
        await process.kitchen.recipients.of(order_id)
    assert process.card(order_id).order == ORDER


async def test_what_says_nothing_is_asked_for_again(
    process: Process, platform: FakePlatform, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_id = process.knows(ORDER)
    with monkeypatch.context() as planted:
        planted.setattr("tests.fakes.SARA", Recipient(country_code="+966"))
        recipient = await process.kitchen.recipients.of(order_id)
        assert recipient is not None
        assert not recipient.is_told
    assert await process.kitchen.recipients.of(order_id) == SARA
    assert platform.count("recipient") == 2


async def test_nothing_of_it_is_ever_on_the_disk(process: Process, tmp_path: Path) -> None:
    order_id = process.knows(ORDER)
    assert await process.kitchen.recipients.of(order_id) == SARA
    written = written_in(tmp_path)
    assert written
    for text in (SARA.name, SARA.phone, SARA.address):
        assert text.encode() not in written
