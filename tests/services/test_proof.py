"""A test of the receiving path goes the whole way, leaves no trace, and nobody can forge one."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.base.callback import REFUSED, SUCCESS, RawCallback
from kitchen_app.domain.events import Placed
from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.ports import Verdict
from kitchen_app.services.proof import Proof
from kitchen_app.services.proof_ports import PROOF_EVENT, Reply, proof_message_id
from kitchen_app.services.proof_view import MESSAGE_COUNTS_FOR, Hop
from kitchen_app.store.database import open_read_only
from kitchen_app.store.models import InboxRow
from tests.fakes import NOON, FakePlatform, FakeReader, Fate, an_order
from tests.services.harness import Process, pass_time, until

NOTICED_WITHIN_S = 90
_REPLIES = {200: Reply.TAKEN, 401: Reply.SIGNATURE_REFUSED, 503: Reply.NOT_STORED}
Teach = Callable[..., RawCallback]


class Way:
    """The way to the listener and back; `fates` are what becomes of the next tests."""

    def __init__(self, process: Process, reader: FakeReader) -> None:
        self._process = process
        self._reader = reader
        self.sent: list[str] = []
        self.sent_at: list[float] = []
        self.fates: deque[Reply] = deque()
        self.always: Reply | None = None
        self.takes_s = 0.0
        self.loses_answers = False

    def body_of(self, message_id: str, verdict: Verdict = Verdict.GENUINE) -> RawCallback:
        return self._reader.teach(
            message_id.encode(), verdict=verdict, event_id=PROOF_EVENT, message_id=message_id
        )

    async def send(self, message_id: str) -> Reply:
        self.sent.append(message_id)
        self.sent_at.append(asyncio.get_running_loop().time())
        if self.takes_s:
            await pass_time(self.takes_s)
        fate = self.fates.popleft() if self.fates else self.always
        if fate is not None:
            return fate
        answer = await self._process.intake.receive(self.body_of(message_id))
        return Reply.GATEWAY if self.loses_answers else _REPLIES[answer.status]


@pytest.fixture
async def way(process: Process, reader: FakeReader) -> Way:
    return Way(process, reader)


@pytest.fixture
async def proof(process: Process, platform: FakePlatform, way: Way) -> Proof:
    return make_proof(process, platform, way)


def make_proof(
    process: Process, platform: FakePlatform, way: Way, *, is_public: bool = True
) -> Proof:
    return Proof(
        prober=way,
        proofs=process.proofs,
        pulse=process.pulse,
        links=process.links,
        is_public=is_public,
    )


def serve(process: Process, proof: Proof) -> None:
    process.supervisor.serve(proof.run, name="proof")


def rows(process: Process) -> int:
    database = open_read_only(process.data_dir)
    count: int = InboxRow.select().bind(database.peewee).count()
    database.close()
    return count


async def test_a_test_goes_the_whole_way_and_leaves_no_trace(
    process: Process, proof: Proof, way: Way
) -> None:
    process.start()
    serve(process, proof)
    await until(lambda: process.links.view.proof.last_ok is not None)
    view = process.links.view
    assert (view.proof.is_public, view.proof.hop, view.proved_at) == (True, Hop.NONE, NOON)
    await pass_time(299)
    assert len(way.sent) == 10, "every half minute"
    assert rows(process) == 0
    assert process.board.cards == {}
    assert view.receiving.state is LinkState.UNPROVED, "our own message is no message of Keeta's"


async def test_it_is_stored_before_it_is_answered(
    process: Process, proof: Proof, way: Way, reader: FakeReader
) -> None:
    process.supervisor.serve(process.intake.commit_groups, name="inbox commits")
    journey = process.proofs.begin()
    assert await process.intake.receive(way.body_of(journey.message_id)) == SUCCESS
    assert rows(process) == 1
    assert not journey.applied.is_set()
    process.supervisor.serve(process.intake.apply_stored, name="inbox worker")
    await until(journey.applied.is_set)
    assert rows(process) == 0


async def test_only_the_tests_under_way_are_taken_in(process: Process, way: Way) -> None:
    """One that is played again, or that was made up, is answered and forgotten."""
    process.start()
    journey = process.proofs.begin()
    process.proofs.end(journey)
    for message_id in (journey.message_id, proof_message_id("00" * 16)):
        assert await process.intake.receive(way.body_of(message_id)) == SUCCESS
    assert rows(process) == 0
    assert process.links.view.receiving.state is LinkState.UNPROVED


async def test_one_that_is_not_signed_is_refused_even_when_only_observing(
    process: Process, way: Way
) -> None:
    process.start()
    journey = process.proofs.begin()
    unsigned = way.body_of(journey.message_id, Verdict.UNPROVEN)
    assert await process.intake.receive(unsigned) == REFUSED
    assert (rows(process), journey.has_arrived) == (0, False)


async def test_what_a_crash_left_in_the_inbox_is_swept_out(
    process: Process, way: Way, again: Callable[[], Process]
) -> None:
    process.supervisor.serve(process.intake.commit_groups, name="inbox commits")
    journey = process.proofs.begin()
    await process.intake.receive(way.body_of(journey.message_id))
    await process.kill()
    second = again()
    second.start()
    await until(lambda: rows(second) == 0)
    await second.kill()


@pytest.mark.parametrize(
    ("reply", "hop"),
    [
        (Reply.TAKEN, Hop.WRONG_PAGE),
        (Reply.STRANGE, Hop.WRONG_PAGE),
        (Reply.SIGNATURE_REFUSED, Hop.SIGNATURE),
        (Reply.NOT_STORED, Hop.DATABASE),
        (Reply.OTHER_NAME, Hop.OTHER_NAME),
        (Reply.NO_SUCH_NAME, Hop.ADDRESS),
        (Reply.NOT_CONNECTED, Hop.TUNNEL),
        (Reply.NO_ANSWER, Hop.TUNNEL),
        (Reply.GATEWAY, Hop.TUNNEL),
        (Reply.NOT_TRUSTED, Hop.CERTIFICATE),
    ],
)
async def test_the_hop_that_fails_is_named(proof: Proof, way: Way, reply: Reply, hop: Hop) -> None:
    way.always = reply
    assert await proof.prove() is hop


@pytest.mark.parametrize("reply", [Reply.NO_SUCH_NAME, Reply.NOT_CONNECTED, Reply.STRANGE])
async def test_without_internet_the_tunnel_is_not_blamed(
    process: Process, proof: Proof, way: Way, platform: FakePlatform, reply: Reply
) -> None:
    way.always = reply
    platform.next("reach", Fate.NOT_SENT)
    assert await proof.prove() is Hop.INTERNET
    assert process.links.view.sending.trouble is Trouble.UNREACHABLE, "told at once"


async def test_a_disk_that_fails_is_named_and_its_recovery_too(
    process: Process, proof: Proof, caplog: pytest.LogCaptureFixture
) -> None:
    process.start()
    process.store.fail_next(True, True)  # a group is tried once more, each message by itself
    assert await proof.prove() is Hop.DATABASE
    told = process.links.view.receiving.trouble
    assert told is Trouble.STORE_FAILED
    caplog.clear()
    serve(process, proof)
    await until(lambda: process.links.view.proof.last_ok is not None)
    assert process.links.view.receiving.trouble is Trouble.NONE


async def test_a_worker_that_stands_still_is_named(process: Process, proof: Proof) -> None:
    process.supervisor.serve(process.intake.commit_groups, name="inbox commits")
    assert await proof.prove() is Hop.BOARD


async def test_an_answer_that_does_not_get_back_is_named(
    process: Process, proof: Proof, way: Way
) -> None:
    process.start()
    way.loses_answers = True
    assert await proof.prove() is Hop.ANSWER


async def test_on_loopback_only_this_computer_is_proved(
    process: Process, platform: FakePlatform, way: Way
) -> None:
    process.start()
    proof = make_proof(process, platform, way, is_public=False)
    serve(process, proof)
    await until(lambda: process.links.view.proof.last_ok is not None)
    assert process.links.view.proved_at is None
    way.always = Reply.NOT_CONNECTED
    assert await proof.prove() is Hop.LISTENER


async def test_one_lost_test_is_no_fault_and_two_are(
    process: Process, proof: Proof, way: Way
) -> None:
    process.start()
    serve(process, proof)
    await until(lambda: len(way.sent) == 1)
    way.fates.append(Reply.NO_ANSWER)
    await pass_time(60)
    assert not process.links.view.proof.hop
    way.always = Reply.NO_ANSWER
    await until(lambda: process.links.view.proof.hop is Hop.TUNNEL, within_s=NOTICED_WITHIN_S)
    way.always = None
    await until(lambda: not process.links.view.proof.hop, within_s=31)


@pytest.mark.parametrize("takes_s", [0.1, 1, 10])
async def test_a_failure_is_noticed_in_time_however_long_the_tests_take(
    process: Process, proof: Proof, way: Way, takes_s: float
) -> None:
    process.start()
    serve(process, proof)
    await until(lambda: process.links.view.proof.last_ok is not None)
    way.always, way.takes_s = Reply.NO_ANSWER, takes_s
    began = process.clock.now()
    await until(lambda: bool(process.links.view.lost_at(process.clock.now())), within_s=90)
    noticed_s = (process.clock.now() - began).total_seconds()
    assert noticed_s <= 30 + 2 * takes_s + 5 + 0.1 <= NOTICED_WITHIN_S


async def test_while_it_fails_it_is_tried_again_sooner(
    process: Process, proof: Proof, way: Way
) -> None:
    way.always = Reply.GATEWAY
    serve(process, proof)
    await pass_time(300)
    pauses = [after - before for before, after in zip(way.sent_at, way.sent_at[1:], strict=False)]
    for pause, wanted in zip(pauses, (5, 10, 20, 30, 30), strict=False):
        assert wanted * 0.74 <= pause <= wanted


async def test_it_runs_at_once_when_it_is_wanted(process: Process, proof: Proof, way: Way) -> None:
    process.start()
    serve(process, proof)
    await until(lambda: process.links.view.proof.last_ok is not None)
    proof.want()
    await until(lambda: len(way.sent) == 2, within_s=0.1)


async def test_a_real_message_counts_more_than_a_test_that_fails(
    process: Process, proof: Proof, way: Way, teach: Teach
) -> None:
    process.start()
    way.always = Reply.NO_ANSWER
    serve(process, proof)
    await until(lambda: bool(process.links.view.lost_at(process.clock.now())))
    await process.intake.receive(teach(b"placed", Placed(order=an_order())))
    assert process.links.view.lost_at(process.clock.now()) is Hop.NONE
    assert process.links.view.proof.hop is Hop.TUNNEL
    later = process.clock.now() + MESSAGE_COUNTS_FOR + timedelta(seconds=1)
    assert process.links.view.lost_at(later) is Hop.TUNNEL
