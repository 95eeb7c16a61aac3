"""A consent becomes tokens once, wherever it is cut off, and never without a word."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from kitchen_app.domain.shop import Authorisation
from kitchen_app.domain.shop_events import ConsentGiven
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.ports import CallbackState
from kitchen_app.store.database import open_read_only
from kitchen_app.store.errors import VaultError
from kitchen_app.store.models import InboxRow
from tests.services.harness import Process, pass_time, until
from tests.services.owners_side import (
    ACCOUNT,
    OURS,
    TOKEN,
    Keeta,
    Run,
    held,
    stop_here,
)
from tests.vaults import FakeVault

BACK = "https://kitchen.example.net/keeta/webhook"
SIGNED = ConsentGiven(code="code-1", state="", proven=True)


@pytest.fixture
async def run(process: Process) -> AsyncIterator[Run]:
    """A run without tokens, and an owner who has just consented."""
    made = Run(process, Keeta(codes={"code-1": [OURS]}), FakeVault())
    made.start()
    await until(lambda: made.state is Authorisation.MISSING)
    yield made
    await made.close()


def state_of(address: str) -> str:
    (state,) = parse_qs(urlsplit(address).query)["state"]
    return state


def inbox(run: Run) -> list[str]:
    database = open_read_only(run.process.data_dir)
    rows = InboxRow.select().order_by(InboxRow.row_id).bind(database.peewee).execute()
    found = [row.state for row in rows]
    database.close()
    return found


def adopted(run: Run) -> bool:
    """Tell whether the tokens of code-1 are kept and in use."""
    kept = run.vault.held
    return (
        run.state is Authorisation.GOOD
        and kept is not None
        and kept.pair.access_token == "access of code-1"
        and kept.refreshing_since is None
    )


async def test_a_signed_consent_becomes_tokens(run: Run) -> None:
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.DONE)
    assert adopted(run)
    assert run.outcomes == [ConsentState.NONE, ConsentState.ASKING, ConsentState.DONE]
    assert run.keeta.asked[0] == "access of code-1", "asked before it is kept"
    assert inbox(run) == [CallbackState.DONE]
    assert not run.trouble


# Whose consent it is


@pytest.mark.parametrize("proven", [True, False])
async def test_a_consent_with_the_state_of_our_page_is_taken(run: Run, *, proven: bool) -> None:
    state = state_of(run.access.consent_address(BACK))
    await run.tell(ConsentGiven(code="code-1", state=state, proven=proven), event_id=1)
    await run.outcome(ConsentState.DONE)
    assert adopted(run)


def test_each_page_has_a_state_of_its_own_that_nobody_can_guess(run: Run) -> None:
    states = {state_of(run.access.consent_address(BACK)) for _ in range(100)}
    assert len(states) == 100
    assert min(map(len, states)) >= 32


@pytest.mark.parametrize(
    "consent",
    [
        ConsentGiven(code="code-1", state="", proven=False),
        ConsentGiven(code="code-1", state="guessed", proven=False),
        ConsentGiven(code="code-1", state="guessed", proven=True),
        ConsentGiven(code="code-1", state="حالة\ud800", proven=True),
    ],
    ids=["unsigned", "unsigned, strange state", "strange state", "odd state"],
)
async def test_a_consent_that_did_not_begin_here_is_left_alone(
    run: Run, consent: ConsentGiven, caplog: pytest.LogCaptureFixture
) -> None:
    run.access.consent_address(BACK)
    await run.tell(consent, event_id=1)
    await run.outcome(ConsentState.STRANGE)
    assert run.keeta.exchanges == []
    assert inbox(run) == [CallbackState.DONE]
    assert "did not begin here" in caplog.text
    assert "code-1" not in caplog.text
    caplog.clear()


async def test_a_new_page_ends_what_was_told_of_the_consent_before(run: Run) -> None:
    state = state_of(run.access.consent_address(BACK))
    await run.tell(ConsentGiven(code="code-1", state=state, proven=True), event_id=1)
    await run.outcome(ConsentState.DONE)
    run.access.consent_address(BACK)
    assert run.access.view.consent is ConsentState.NONE, "nothing has come of this one yet"


async def test_a_state_serves_once(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    run.keeta.codes["code-2"] = [OURS]
    state = state_of(run.access.consent_address(BACK))
    await run.tell(ConsentGiven(code="code-1", state=state, proven=False), event_id=1)
    await run.outcome(ConsentState.DONE)
    await run.tell(ConsentGiven(code="code-2", state=state, proven=False), event_id=1)
    await run.outcome(ConsentState.STRANGE)
    assert run.keeta.exchanges == ["code-1"]
    caplog.clear()


async def test_of_many_open_pages_the_oldest_are_forgotten(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    first, *_, last = (state_of(run.access.consent_address(BACK)) for _ in range(17))
    await run.tell(ConsentGiven(code="code-2", state=first, proven=False), event_id=1)
    await run.outcome(ConsentState.STRANGE)
    await run.tell(ConsentGiven(code="code-1", state=last, proven=False), event_id=1)
    await run.outcome(ConsentState.DONE)
    caplog.clear()


async def test_the_proof_that_comes_after_the_browser_counts(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """The same code: first unsigned and strange, then signed by Keeta."""
    strange = ConsentGiven(code="code-1", state="portal", proven=False)
    await run.tell(strange, event_id=1)
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.DONE)
    assert adopted(run)
    caplog.clear()


async def test_one_code_is_exchanged_once_however_often_it_is_heard(run: Run) -> None:
    state = state_of(run.access.consent_address(BACK))
    for consent in (
        ConsentGiven(code="code-1", state=state, proven=False),
        ConsentGiven(code="code-1", state=state, proven=True),
        SIGNED,
    ):
        await run.tell(consent, event_id=1)
    await run.outcome(ConsentState.DONE)
    await run.tell(SIGNED, event_id=1)
    await pass_time(60)
    assert run.keeta.exchanges == ["code-1"]
    assert run.access.view.consent is ConsentState.DONE
    assert adopted(run)


# What it covers


async def test_another_merchants_consent_does_not_replace_our_tokens(
    process: Process, caplog: pytest.LogCaptureFixture
) -> None:
    run = Run(process, Keeta(codes={"code-1": [OURS + 1, OURS + 2]}), FakeVault(held=held()))
    run.start()
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.OTHER_SHOP)
    assert run.vault.held == held()
    assert run.state is Authorisation.GOOD
    assert run.keeta.asked[-1] in ("access of code-1", "old-access")
    assert f"does not cover shop {OURS}" in caplog.text
    caplog.clear()
    await run.close()


async def test_an_answer_that_says_nothing_is_asked_again(run: Run) -> None:
    run.keeta.knows_account = False
    await run.tell(SIGNED, event_id=1)
    await pass_time(120)
    assert run.access.view.consent is ConsentState.ASKING
    run.keeta.knows_account = True
    await run.outcome(ConsentState.DONE)
    assert run.keeta.exchanges == ["code-1"]


# Calls that fail


@pytest.mark.parametrize(
    "fate", [httpx.ConnectError, httpx.ReadTimeout, 315000101, 115000110, 115000100]
)
@pytest.mark.parametrize("url", [TOKEN, ACCOUNT])
async def test_what_can_be_tried_again_is(run: Run, url: str, fate: Any) -> None:
    run.keeta.next(url, fate, fate, fate)
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.DONE)
    assert adopted(run)


@pytest.mark.parametrize("code", [115000120, 115000200, 115000203, 115000260, 115000299])
async def test_a_code_that_keeta_refuses_is_told_at_once(
    run: Run, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.next(TOKEN, code)
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.REFUSED, within_s=1)
    assert inbox(run) == [CallbackState.DONE]
    assert run.state is Authorisation.MISSING
    caplog.clear()


async def test_a_lost_answer_is_told_when_the_second_one_refuses(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[int] = []

    async def lose_the_first() -> None:
        asked.append(1)
        if len(asked) == 1:
            raise httpx.ReadTimeout("planted")

    run.keeta.after_exchange = lose_the_first
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.LOST)
    assert run.keeta.exchanges == ["code-1", "code-1"]
    caplog.clear()


async def test_new_tokens_that_do_not_work_are_told(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.next(ACCOUNT, 115000203)
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.LOST)
    assert run.vault.held is None
    caplog.clear()


async def test_after_ten_minutes_a_code_is_given_up(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.keeta.next(TOKEN, *[httpx.ConnectError] * 1000)
    began = run.process.clock.monotonic()
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.REFUSED)
    assert 600 <= run.process.clock.monotonic() - began <= 640
    caplog.clear()


async def test_a_vault_that_is_closed_gets_the_tokens_when_it_opens(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    run.vault.is_closed = True
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.NOT_KEPT)
    assert run.state is Authorisation.MISSING, "not kept, so not in use"
    assert inbox(run) == [CallbackState.ASKED]
    run.vault.is_closed = False
    await run.outcome(ConsentState.DONE)
    assert adopted(run)
    assert run.keeta.exchanges == ["code-1"]
    caplog.clear()


async def test_the_later_of_two_consents_wins(run: Run, caplog: pytest.LogCaptureFixture) -> None:
    run.keeta.codes["code-0"] = [OURS]
    run.vault.fails_at, run.vault.error = 1, VaultError("planted")
    await run.tell(ConsentGiven(code="code-0", state="", proven=True), event_id=1)
    await run.outcome(ConsentState.NOT_KEPT)
    await run.tell(SIGNED, event_id=1)
    await run.outcome(ConsentState.DONE)
    await pass_time(60)
    assert adopted(run)
    assert inbox(run) == [CallbackState.DONE, CallbackState.DONE]
    caplog.clear()


# The program is killed between the steps


async def _killed_at(run: Run, point: str) -> Run:
    """Take a consent up to a point, kill the program there and start it again."""
    reached = asyncio.Event()
    match point:
        case "before the exchange":
            run.keeta.next(TOKEN, stop_here(reached))
        case "after the exchange":
            run.keeta.after_exchange = stop_here(reached)
        case "before the question":
            run.keeta.next(ACCOUNT, stop_here(reached))
        case "before the vault":
            run.vault.stops_before, reached = 1, run.vault.stopped
        case "after the vault":
            run.vault.stops_after, reached = 1, run.vault.stopped
    await run.tell(SIGNED, event_id=1)
    await reached.wait()
    assert inbox(run) == [CallbackState.ASKED]
    after = await run.again()
    after.start()
    return after


@pytest.mark.parametrize("point", ["before the exchange", "after the vault"])
async def test_a_kill_that_loses_nothing_ends_in_tokens(run: Run, point: str) -> None:
    after = await _killed_at(run, point)
    await after.outcome(ConsentState.DONE)
    assert adopted(after)
    assert len(run.keeta.exchanges) == 1
    assert inbox(after) == [CallbackState.DONE]
    await after.close()


@pytest.mark.parametrize("point", ["after the exchange", "before the question", "before the vault"])
async def test_a_kill_that_loses_the_tokens_is_told(
    run: Run, point: str, caplog: pytest.LogCaptureFixture
) -> None:
    after = await _killed_at(run, point)
    await after.outcome(ConsentState.REFUSED)
    assert after.state is Authorisation.MISSING
    assert after.trouble == "access_missing"
    assert inbox(after) == [CallbackState.DONE]
    caplog.clear()
    again = await after.again()
    again.start()
    await pass_time(60)
    assert again.access.view.consent is ConsentState.NONE, "told once"
    await again.close()


async def test_a_consent_from_our_page_that_a_kill_cut_off_is_told(
    run: Run, caplog: pytest.LogCaptureFixture
) -> None:
    """The states given out do not outlive the run; the owner begins again."""
    reached = asyncio.Event()
    run.keeta.next(TOKEN, stop_here(reached))
    state = state_of(run.access.consent_address(BACK))
    await run.tell(ConsentGiven(code="code-1", state=state, proven=False), event_id=1)
    await reached.wait()
    after = await run.again()
    after.start()
    await after.outcome(ConsentState.STRANGE)
    assert after.trouble == "access_missing"
    caplog.clear()
    await after.close()


async def test_a_consent_from_our_page_that_was_done_is_not_strange_later(run: Run) -> None:
    run.vault.stops_after = 1
    state = state_of(run.access.consent_address(BACK))
    await run.tell(ConsentGiven(code="code-1", state=state, proven=False), event_id=1)
    await run.vault.stopped.wait()
    after = await run.again()
    after.start()
    await until(lambda: inbox(after) == [CallbackState.DONE])
    assert adopted(after)
    assert after.access.view.consent is ConsentState.NONE
    await after.close()
