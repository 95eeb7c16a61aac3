"""A tunnel program is kept running, its troubles are named, and a dead end is started anew."""

import pytest

from kitchen_app.services.links import LinksView, Trouble
from kitchen_app.services.proof_view import Hop
from kitchen_app.services.tunnel import LONGEST_PAUSE_S, OFFLINE_AFTER_S, Tunnel
from kitchen_app.services.tunnel_view import TunnelState
from tests.services.harness import Process, pass_time, until
from tests.services.tunnel_fakes import FakeProgram

NOTICED_WITHIN_S = 90


class Desk:
    """A tunnel that runs over a fake program, and how often the proof was asked for."""

    def __init__(self, process: Process, program: FakeProgram) -> None:
        self.process = process
        self.program = program
        self.proofs = 0
        self.tunnel = Tunnel(
            program=program, links=process.links, clock=process.steady, prove=self._prove
        )
        self.task = process.supervisor.serve(self.tunnel.run, name="tunnel")

    def _prove(self) -> None:
        self.proofs += 1

    @property
    def view(self) -> LinksView:
        return self.process.links.view

    def lose(self, hop: Hop) -> None:
        self.process.links.proof_ended(hop, is_public=True)


@pytest.fixture
async def desk(process: Process) -> Desk:
    return Desk(process, FakeProgram())


async def test_a_program_that_runs_is_told_and_proved_once(desk: Desk) -> None:
    await pass_time(1)
    assert desk.view.tunnel.state is TunnelState.STARTING
    await desk.tunnel.wait_until_up(within_s=5)
    assert (desk.view.tunnel.state, desk.view.tunnel.name) == (TunnelState.RUNNING, "cloudflared")
    await pass_time(600)
    assert (len(desk.program.lives), desk.proofs) == (1, 1)
    assert desk.view.tunnel_trouble is Trouble.NONE


async def test_one_death_is_mended_in_a_second_and_proved_twice(desk: Desk) -> None:
    await pass_time(100)
    desk.program.life.die(2, words="bye")
    await pass_time(0.1)
    assert desk.view.tunnel.state is TunnelState.WAITING
    assert desk.proofs == 2, "at once, after its death"
    await pass_time(5)
    view = desk.view.tunnel
    assert (view.state, view.starts_again, view.exit_code) == (TunnelState.RUNNING, 1, 2)
    assert view.last_words == "bye"
    assert desk.proofs == 3, "and when it is back"
    assert desk.view.tunnel_trouble is Trouble.NONE
    assert desk.program.lives[0].is_stopped, "its children are ended with it"


async def test_a_program_that_ends_again_and_again_is_told_tried_on_and_taken_back(
    process: Process,
) -> None:
    program = FakeProgram()
    program.short = 8
    desk = Desk(process, program)
    await until(lambda: desk.view.tunnel_trouble is Trouble.TUNNEL_ENDED, within_s=5)
    await pass_time(300)
    pauses = [after - at for at, after in zip(program.starts, program.starts[1:], strict=False)]
    assert pauses == sorted(pauses, key=lambda pause: min(pause, LONGEST_PAUSE_S * 0.75))
    assert max(pauses) <= LONGEST_PAUSE_S
    assert desk.view.tunnel.state is TunnelState.RUNNING
    assert desk.view.tunnel_trouble is Trouble.NONE


async def test_what_keeps_it_from_starting_is_told_at_once_and_tried_again(
    process: Process,
) -> None:
    program = FakeProgram()
    program.refusals.extend([Trouble.TUNNEL_NOT_FOUND] * 3)
    desk = Desk(process, program)
    await pass_time(0.5)
    assert desk.view.tunnel_trouble is Trouble.TUNNEL_NOT_FOUND
    assert desk.view.tunnel.state is TunnelState.WAITING
    await pass_time(30)
    assert (desk.view.tunnel.state, desk.view.keeping) == (TunnelState.RUNNING, ())


async def test_a_death_whose_cause_it_told_is_named_at_once(desk: Desk) -> None:
    await pass_time(10)
    desk.program.life.die(1, said=Trouble.TUNNEL_REFUSED)
    await pass_time(0.1)
    assert desk.view.tunnel_trouble is Trouble.TUNNEL_REFUSED


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (Trouble.NONE, Trouble.TUNNEL_OFFLINE),
        (Trouble.TUNNEL_REFUSED, Trouble.TUNNEL_REFUSED),
    ],
)
async def test_one_that_runs_without_its_provider_is_told_and_taken_back(
    process: Process, said: Trouble, trouble: Trouble
) -> None:
    desk = Desk(process, FakeProgram(is_connected=False))
    await pass_time(1)
    desk.program.life.said = said
    await pass_time(OFFLINE_AFTER_S + 3)
    assert desk.view.tunnel_trouble is trouble
    assert desk.proofs == 0
    desk.program.life.connected = True
    await pass_time(4)
    assert (desk.view.tunnel_trouble, desk.proofs) == (Trouble.NONE, 1)


async def test_a_short_fault_of_the_line_is_not_told(desk: Desk) -> None:
    await pass_time(100)
    desk.program.life.connected = False
    await pass_time(OFFLINE_AFTER_S - 4)
    assert not desk.view.tunnel_trouble
    desk.program.life.connected = True
    await pass_time(100)
    assert desk.proofs == 1, "it was never down"
    desk.program.life.connected = False
    await pass_time(OFFLINE_AFTER_S + 4)
    assert desk.view.tunnel_trouble is Trouble.TUNNEL_OFFLINE
    assert desk.view.tunnel.state is TunnelState.STARTING


async def test_one_that_cannot_be_asked_counts_as_running_after_a_while(process: Process) -> None:
    desk = Desk(process, FakeProgram(is_connected=None))
    await pass_time(5)
    assert desk.view.tunnel.state is TunnelState.STARTING
    await pass_time(10)
    assert (desk.view.tunnel.state, desk.proofs) == (TunnelState.RUNNING, 1)


@pytest.mark.parametrize("hop", [Hop.TUNNEL, Hop.WRONG_PAGE, Hop.ANSWER])
async def test_a_tunnel_that_lets_nothing_through_is_started_anew_ever_more_rarely(
    desk: Desk, hop: Hop
) -> None:
    await pass_time(100)
    desk.lose(hop)
    await pass_time(NOTICED_WITHIN_S / 2)
    assert len(desk.program.lives) == 2
    assert desk.program.lives[0].is_stopped
    await pass_time(3600)
    assert 5 <= len(desk.program.lives) <= 10
    desk.lose(Hop.NONE)
    before = len(desk.program.lives)
    await pass_time(3600)
    assert len(desk.program.lives) == before


@pytest.mark.parametrize("hop", [Hop.INTERNET, Hop.OTHER_NAME, Hop.DATABASE, Hop.NONE])
async def test_what_a_start_does_not_mend_causes_none(desk: Desk, hop: Hop) -> None:
    desk.lose(hop)
    await pass_time(1000)
    assert len(desk.program.lives) == 1


async def test_real_messages_count_more_than_tests_that_get_lost(desk: Desk) -> None:
    await pass_time(100)
    desk.lose(Hop.WRONG_PAGE)
    desk.process.links.receiving_works()
    await pass_time(300)
    assert len(desk.program.lives) == 1


async def test_the_program_ends_with_us(desk: Desk) -> None:
    await pass_time(5)
    await desk.process.supervisor.stop()
    assert desk.program.life.is_stopped


async def test_waiting_for_the_first_time_has_an_end(process: Process) -> None:
    desk = Desk(process, FakeProgram(is_connected=False))
    await desk.tunnel.wait_until_up(within_s=15)
    assert desk.view.tunnel.state is TunnelState.STARTING
