"""Whether we may act for the shop is told at once, and taken back when it is so no more."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import httpx
import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import Authorisation, HeldTokens
from kitchen_app.domain.shop_events import (
    BrandRevoked,
    ConsentGiven,
    ShopAuthorised,
    ShopChanged,
    ShopEvent,
    ShopRemoved,
)
from kitchen_app.keeta.base_api import CALLBACK_EVENTS
from kitchen_app.services.access import AccessView, CallbackFailure
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.links import LinkState, Trouble
from tests.fakes import NOON, SHOP
from tests.services.harness import Process, pass_time, until
from tests.services.owners_side import (
    ACCOUNT,
    CALLBACK,
    OLD_PAIR,
    OURS,
    TOKEN,
    UNKNOWN,
    Keeta,
    Run,
    held,
)
from tests.vaults import FakeVault

HOOK = "https://kitchen.example.net/keeta/webhook"
SISTER = ShopId("999")


@pytest.fixture
async def run(process: Process) -> AsyncIterator[Run]:
    """A run with good tokens that cover our shop."""
    made = Run(process, Keeta(), FakeVault(held=held()))
    made.start()
    await until(lambda: made.process.links.view.sending.state is LinkState.OK)
    yield made
    await made.close()


async def started(process: Process, vault: FakeVault, keeta: Keeta | None = None) -> Run:
    run = Run(process, keeta or Keeta(), vault)
    run.start()
    await pass_time(1)
    return run


# At the start


def test_before_anything_nothing_is_known(process: Process) -> None:
    run = Run(process, Keeta(), FakeVault())
    assert run.access.view == AccessView(
        authorisation=Authorisation.UNKNOWN, consent=ConsentState.NONE
    )


async def test_good_tokens_are_tried_once_and_prove_that_sending_works(run: Run) -> None:
    assert run.state is Authorisation.GOOD
    assert run.keeta.asked == ["old-access"]
    await pass_time(3600)
    assert run.keeta.asked == ["old-access"]


@pytest.mark.parametrize(
    ("vault", "state", "trouble"),
    [
        (FakeVault(), Authorisation.MISSING, Trouble.ACCESS_MISSING),
        (FakeVault(is_closed=True), Authorisation.UNREADABLE, Trouble.ACCESS_UNREADABLE),
        (
            FakeVault(held=HeldTokens(pair=OLD_PAIR, refreshing_since=NOON)),
            Authorisation.ANSWER_LOST,
            Trouble.ACCESS_RUNS_OUT,
        ),
        (
            FakeVault(held=held(replace(OLD_PAIR, access_token="dead", refresh_token=""))),
            Authorisation.ENDED,
            Trouble.ACCESS_ENDED,
        ),
    ],
    ids=["missing", "unreadable", "answer lost", "ended"],
)
async def test_each_trouble_with_the_tokens_is_told(
    process: Process,
    vault: FakeVault,
    state: Authorisation,
    trouble: Trouble,
    caplog: pytest.LogCaptureFixture,
) -> None:
    run = await started(process, vault)
    assert (run.state, run.trouble) == (state, trouble)
    caplog.clear()
    await run.close()


@pytest.mark.parametrize(
    ("refresh_token", "state", "trouble"),
    [
        ("old-refresh", Authorisation.GOOD, Trouble.NONE),
        ("Keeta has used it up", Authorisation.ENDED, Trouble.ACCESS_ENDED),
    ],
    ids=["it never got there", "it had got there"],
)
async def test_tokens_that_got_lost_are_asked_for_again_before_the_owner_is(
    process: Process,
    refresh_token: str,
    state: Authorisation,
    trouble: Trouble,
    caplog: pytest.LogCaptureFixture,
) -> None:
    keeta = Keeta(refresh_token=refresh_token)
    keeta.next(TOKEN, httpx.ReadTimeout)  # the second try gets lost too
    vault = FakeVault(held=HeldTokens(pair=OLD_PAIR, refreshing_since=NOON, tries=1))
    run = await started(process, vault, keeta)
    assert run.trouble is Trouble.ACCESS_RUNS_OUT
    await pass_time(200)
    assert run.state is Authorisation.ANSWER_LOST, "not told to the owner yet"
    await pass_time(100)
    assert (run.state, run.trouble) == (state, trouble)
    assert [view.authorisation for view in run.views] == [Authorisation.ANSWER_LOST, state]
    caplog.clear()
    await run.close()


async def test_tokens_that_do_not_cover_our_shop_are_found_out(process: Process) -> None:
    """The message that said so may have come while nobody listened."""
    run = await started(process, FakeVault(held=held()), Keeta(covers={"old-access": [1, 2]}))
    assert (run.state, run.trouble) == (Authorisation.WITHDRAWN, Trouble.ACCESS_WITHDRAWN)
    await run.close()


@pytest.mark.parametrize("nothing", ["network", "answer"])
async def test_what_keeta_does_not_say_is_asked_again_and_no_alarm(
    process: Process, nothing: str
) -> None:
    keeta = Keeta(knows_account=nothing != "answer")
    if nothing == "network":
        keeta.next(ACCOUNT, httpx.ConnectError, httpx.ReadTimeout)
    run = await started(process, FakeVault(held=held()), keeta)
    assert run.state is Authorisation.GOOD
    keeta.knows_account = True
    keeta.covers["old-access"] = []
    await until(lambda: run.state is Authorisation.WITHDRAWN, within_s=1200)
    await run.close()


async def test_tokens_that_come_late_are_tried_too(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    run = await started(process, FakeVault(held=held(), is_closed=True))
    assert run.keeta.asked == []
    run.vault.is_closed = False
    await until(lambda: run.keeta.asked == ["old-access"])
    assert (run.state, run.trouble) == (Authorisation.GOOD, Trouble.NONE)
    caplog.clear()
    await run.close()


# Withdrawn and given back


WITHDRAWALS = pytest.mark.parametrize(
    ("event", "event_id"),
    [
        (ShopRemoved(shop_id=SHOP), 1302),
        (BrandRevoked(shop_ids=()), 1303),
        (BrandRevoked(shop_ids=(SISTER, SHOP)), 1303),
    ],
    ids=["shop removed", "brand revoked", "brand revoked with shops"],
)


@WITHDRAWALS
async def test_a_withdrawal_is_told_at_once_and_stands_while_calls_still_work(
    run: Run, event: ShopEvent, event_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    await run.tell(event, event_id=event_id)
    await until(lambda: run.state is Authorisation.WITHDRAWN, within_s=1)
    assert run.keeta.asked == ["old-access"], "told before anybody is asked"
    run.process.links.sending_works()
    assert run.trouble is Trouble.ACCESS_WITHDRAWN
    assert "has withdrawn" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    ("event", "event_id"),
    [
        (ShopRemoved(shop_id=SISTER), 1302),
        (BrandRevoked(shop_ids=(SISTER,)), 1303),
        (ShopAuthorised(shop_id=SISTER), 1301),
        (ShopChanged(shop_id=SHOP), 1101),
    ],
)
async def test_what_concerns_other_shops_says_nothing_of_ours(
    run: Run, event: ShopEvent, event_id: int
) -> None:
    await run.tell(event, event_id=event_id)
    await pass_time(1200)
    assert run.state is Authorisation.GOOD
    assert run.keeta.asked == ["old-access"]


async def test_what_is_covered_follows_what_keeta_tells(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    def covered() -> list[str]:
        return [f"{each.shop_id} {each.name}" for each in run.access.covered or ()]

    assert covered() == [f"{SHOP} "]
    await run.tell(ShopAuthorised(shop_id=SISTER, name="Olaya"), event_id=1301)
    await until(lambda: covered() == [f"{SHOP} ", "999 Olaya"], within_s=1)
    await run.tell(ShopRemoved(shop_id=SISTER), event_id=1302)
    await until(lambda: covered() == [f"{SHOP} "], within_s=1)
    assert run.keeta.asked == ["old-access"], "nobody is asked about shops that are not served"
    run.keeta.covers["old-access"] = [int(SHOP), int(SISTER)]
    await run.access.look()
    assert covered() == [f"{SHOP} ", "999 "]
    assert run.state is Authorisation.GOOD


@WITHDRAWALS
async def test_a_message_of_yesterday_is_put_right_by_asking(
    run: Run, event: ShopEvent, event_id: int, caplog: pytest.LogCaptureFixture
) -> None:
    await run.tell(event, event_id=event_id)
    await until(lambda: run.state is Authorisation.WITHDRAWN)
    await until(lambda: run.state is Authorisation.GOOD, within_s=700)
    assert run.trouble is Trouble.NONE
    caplog.clear()


async def test_a_withdrawal_that_is_true_stays(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    run.keeta.covers["old-access"] = [int(SISTER)]
    await run.tell(ShopRemoved(shop_id=SHOP), event_id=1302)
    await pass_time(3600)
    assert run.state is Authorisation.WITHDRAWN
    caplog.clear()


async def test_authorised_anew_the_old_token_is_tried_and_works(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.is_cancelled = True
    await run.tell(BrandRevoked(shop_ids=()), event_id=1303)
    await until(lambda: run.state is Authorisation.ENDED, within_s=700)
    run.keeta.is_cancelled = False
    await run.tell(ShopAuthorised(shop_id=SHOP), event_id=1301)
    await until(lambda: run.state is Authorisation.GOOD, within_s=1)
    assert run.trouble is Trouble.NONE
    caplog.clear()


async def test_authorised_anew_with_a_token_that_is_dead_helps_nobody(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.is_cancelled = True
    await run.tell(BrandRevoked(shop_ids=()), event_id=1303)
    await until(lambda: run.state is Authorisation.ENDED, within_s=700)
    await run.tell(ShopAuthorised(shop_id=SHOP), event_id=1301)
    await pass_time(60)
    assert (run.state, run.trouble) == (Authorisation.ENDED, Trouble.ACCESS_ENDED)
    caplog.clear()


async def test_a_new_consent_takes_a_withdrawal_back(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.codes["code-1"] = [OURS]
    await run.tell(ShopRemoved(shop_id=SHOP), event_id=1302)
    await until(lambda: run.state is Authorisation.WITHDRAWN)
    await run.tell(ConsentGiven(code="code-1", state="", proven=True), event_id=1)
    await run.outcome(ConsentState.DONE)
    assert (run.state, run.trouble) == (Authorisation.GOOD, Trouble.NONE)
    caplog.clear()


async def test_the_refresh_token_is_not_spent_on_a_cancelled_access(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.is_cancelled = True
    await run.tell(BrandRevoked(shop_ids=()), event_id=1303)
    await pass_time(3600)
    assert run.keeta.exchanges == []
    caplog.clear()


async def test_only_changes_are_told(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    before = len(run.views)
    for _ in range(3):
        await run.tell(ShopRemoved(shop_id=SHOP), event_id=1302)
    await until(lambda: run.state is Authorisation.WITHDRAWN)
    await pass_time(1)
    assert len(run.views) == before + 1
    caplog.clear()


# Where callbacks go


@pytest.mark.parametrize("is_test", [True, False])
async def test_every_event_gets_our_address(run: Run, *, is_test: bool) -> None:
    assert await run.access.register_callbacks(HOOK, is_test=is_test) == ()
    assert run.keeta.set_events == [(event, HOOK, int(is_test)) for event in CALLBACK_EVENTS]


async def test_an_event_that_keeta_refuses_does_not_stop_the_others(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    refusal: dict[str, Any] = {"code": 115000299, "message": "no such event"}
    run.keeta.refuses_events = {1: refusal, 1101: httpx.Response(429)}
    failures = await run.access.register_callbacks(HOOK, is_test=False)
    assert failures == (
        CallbackFailure(event_id=1, code=115000299),
        CallbackFailure(event_id=1101, trouble=Trouble.BUSY),
    )
    done = [event for event, _, _ in run.keeta.set_events]
    assert done == [event for event in CALLBACK_EVENTS if event not in (1, 1101)]
    caplog.clear()


async def test_without_a_token_our_address_can_be_told_too(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    run = await started(process, FakeVault())
    run.keeta.next(CALLBACK, httpx.ConnectError, UNKNOWN)
    failures = await run.access.register_callbacks(HOOK, is_test=True)
    assert [failure.trouble for failure in failures] == [
        Trouble.UNREACHABLE,
        Trouble.NOT_AUTHORISED,
    ]
    caplog.clear()
    await run.close()
