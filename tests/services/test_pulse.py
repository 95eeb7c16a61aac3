"""Reaching Keeta when there is nothing to say."""

from datetime import timedelta

import pytest

from kitchen_app.services.links import LinkState, Trouble
from kitchen_app.services.pulse import Pulse
from tests.fakes import FakeClock, FakePlatform, Fate
from tests.services.harness import Process, pass_time, until


@pytest.fixture
async def pulse(process: Process, platform: FakePlatform) -> Pulse:
    made = Pulse(platform=platform, links=process.links)
    process.supervisor.serve(made.run, name="pulse")
    return made


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
