"""Reaching Keeta when there is nothing to say."""

from datetime import timedelta

import pytest

from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.pulse import Pulse
from tests.fakes import FakeClock, FakePlatform, Fate
from tests.services.harness import Process, pass_time, until


@pytest.fixture
async def pulse(process: Process, platform: FakePlatform) -> Pulse:
    process.supervisor.serve(process.pulse.run, name="pulse")
    return process.pulse


async def test_keeta_is_reached_once_a_minute(pulse: Pulse, platform: FakePlatform) -> None:
    await pass_time(179)
    assert platform.count("reach") == 3


async def test_being_offline_is_noticed_and_being_back_too(
    pulse: Pulse, process: Process, platform: FakePlatform
) -> None:
    await pass_time(1)
    platform.next("reach", *[Fate.NOT_SENT] * 3)
    await until(lambda: process.links.view.sending.state is LinkState.BROKEN, within_s=61)
    assert process.links.view.sending.trouble is Trouble.UNREACHABLE
    await until(lambda: process.links.view.sending.state is not LinkState.BROKEN, within_s=61)


async def test_reaching_keeta_proves_no_call_and_hides_no_refused_token(
    pulse: Pulse, process: Process
) -> None:
    await pass_time(1)
    assert process.links.view.sending.state is LinkState.UNPROVED
    process.links.sending_broken(Trouble.NOT_AUTHORISED)
    await pass_time(120)
    assert process.links.view.sending.trouble is Trouble.NOT_AUTHORISED


async def test_a_link_that_worked_works_again(
    pulse: Pulse, process: Process, clock: FakeClock
) -> None:
    process.links.sending_works()
    worked_at = process.links.view.sending.last_ok
    clock.advance(timedelta(seconds=1))
    process.links.sending_broken(Trouble.NO_ANSWER)
    await pass_time(61)
    assert process.links.view.sending.state is LinkState.OK
    assert process.links.view.sending.last_ok == worked_at


OFFLINE_TOLD_WITHIN_S = 10


async def test_being_cut_off_is_told_in_ten_seconds_without_asking_keeta(
    pulse: Pulse, process: Process, platform: FakePlatform
) -> None:
    for _ in range(5):
        await until(lambda: process.links.view.sending.state is not LinkState.BROKEN)
        process.feeler.is_there = False
        began, reached = process.clock.now(), platform.count("reach")
        await until(lambda: process.links.view.sending.trouble is Trouble.UNREACHABLE)
        assert process.clock.now() - began <= timedelta(seconds=4.2), "and 5.5 s to feel"
        await pass_time(50)
        assert platform.count("reach") == reached
        process.feeler.is_there = True
        await pass_time(4.2)
        assert platform.count("reach") == reached + 1


async def test_keeta_itself_is_not_asked_more_often_for_it(
    pulse: Pulse, process: Process, platform: FakePlatform
) -> None:
    await pass_time(599)
    assert platform.count("reach") == 10
    assert 190 <= process.feeler.felt <= 201


async def test_it_reaches_keeta_at_once_when_asked(pulse: Pulse, platform: FakePlatform) -> None:
    await pass_time(1)
    pulse.want()
    await until(lambda: platform.count("reach") == 2, within_s=0.2)
