"""The right to act is renewed, ends and comes back while orders go on, over real sockets.

Core and emulated Keeta; the keyring is one in memory. How the owner gives it: test_consent.py.
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.domain.shop import Authorisation
from kitchen_app.keeta.base_api import CALLBACK_EVENTS
from kitchen_app.sandbox.config import SWITCHES, SandboxConfig
from kitchen_app.sandbox.faults import Fault, FaultKind
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.links import Trouble
from kitchen_app.services.settings import Secrets
from tests.builders import skip_time
from tests.e2e.access_stage import scene, ten_days_old, working
from tests.keyrings import NONE, MemoryKeyring, in_use
from tests.logs import open_log

RENEWABLE = (115000120, 115000200, 115000203)
CANCELLED = 115000260
TOKEN_PATH, ACCOUNT_PATH = "/base/oauth/token", "/base/authorized/resource/get"


def test_every_switch_of_the_authorization_is_walked_through() -> None:
    folder = Path(__file__).parent
    source = "".join(
        (folder / name).read_text("utf-8") for name in ("test_access.py", "test_consent.py")
    )
    names = list(SWITCHES)
    switches = names[names.index("token_shape") : names.index("longitude_name") + 1]
    assert len(switches) == 9
    for name in switches:
        assert f'"{name}"' in source, name


# Renewing


@pytest.mark.parametrize("token_shape", SWITCHES["token_shape"])
async def test_an_access_that_expires_during_service_costs_no_order(
    tmp_path: Path, ring: MemoryKeyring, token_shape: str
) -> None:
    async with working(tmp_path, ring, token_shape=token_shape) as on:
        order_id = await on.new_order()
        on.sandbox.authorization.expire_access()
        await on.accept(order_id)
        assert on.answers("/order/confirm") == [115000203, 0]
        assert len(on.answers(TOKEN_PATH)) == 1
        kept = await on.kept()
        assert kept is not None
        assert kept.pair.access_token != on.sandbox.config.access_token
        assert kept.refreshing_since is None
        assert kept.pair.expires_at is not None
        on.sandbox.authorization.check(kept.pair.access_token)
        assert (on.state, on.trouble) == (Authorisation.GOOD, Trouble.NONE)


@pytest.mark.parametrize("switch", ["expired_token_code", "unknown_token_code"])
@pytest.mark.parametrize("code", RENEWABLE)
async def test_each_word_for_a_token_that_works_no_more_leads_to_one_refresh(
    tmp_path: Path, ring: MemoryKeyring, switch: str, code: int
) -> None:
    config = SandboxConfig()
    token = config.access_token if switch == "expired_token_code" else "never-issued"
    kept = ten_days_old(token, config.refresh_token)
    switches: dict[str, Any] = {switch: code}
    async with scene(tmp_path, ring, kept=kept, **switches) as on:
        order_id = await on.new_order()
        on.sandbox.authorization.expire_access()
        await on.accept(order_id)
        assert len(on.answers(TOKEN_PATH)) == 1
        assert on.answers("/order/confirm").count(0) == 1
        assert on.state is Authorisation.GOOD


@pytest.mark.parametrize("switch", ["expired_token_code", "unknown_token_code"])
async def test_an_access_that_keeta_calls_cancelled_is_told_and_no_refresh_spent(
    tmp_path: Path, ring: MemoryKeyring, switch: str
) -> None:
    config = SandboxConfig()
    token = config.access_token if switch == "expired_token_code" else "never-issued"
    kept = ten_days_old(token, config.refresh_token)
    switches: dict[str, Any] = {switch: CANCELLED}
    async with scene(tmp_path, ring, kept=kept, **switches) as on:
        on.sandbox.authorization.expire_access()
        on.look()
        await on.until(lambda: on.trouble is Trouble.ACCESS_ENDED)
        assert on.answers(TOKEN_PATH) == []


@pytest.mark.parametrize("dead_refresh_code", SWITCHES["dead_refresh_code"])
async def test_a_dead_refresh_token_is_told_whatever_keeta_calls_it(
    tmp_path: Path, ring: MemoryKeyring, dead_refresh_code: int
) -> None:
    kept = ten_days_old("never-issued", "used-before")
    async with scene(tmp_path, ring, kept=kept, dead_refresh_code=dead_refresh_code) as on:
        await on.until(lambda: on.trouble is Trouble.ACCESS_ENDED)
        assert on.state is Authorisation.ENDED
        assert on.answers(TOKEN_PATH) == [dead_refresh_code]
        assert await on.kept() == kept, "the mark of the refresh is gone: Keeta has answered"


async def test_a_refused_signature_does_not_spend_the_refresh_token(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    async with working(tmp_path, ring) as on:
        on.sandbox.faults.next_call(ACCOUNT_PATH, Fault(kind=FaultKind.REFUSED, code=115000110))
        on.look()
        await on.until(lambda: on.trouble is Trouble.NOT_AUTHORISED)
        assert on.answers(TOKEN_PATH) == []
        assert on.state is Authorisation.GOOD


class LeapingClock(SystemClock):
    """The machine's clock, put forward by a test."""

    ahead = timedelta()

    def now(self) -> datetime:
        return super().now() + self.ahead

    def monotonic(self) -> float:
        return super().monotonic() + self.ahead.total_seconds()


_NOT_APPLIED = (
    Fault(kind=FaultKind.HTTP_500),
    Fault(kind=FaultKind.HTTP_500, http_status=502),
    Fault(kind=FaultKind.APPLIED_LATE, late_s=1e6),  # the connection ends, and nothing was done
)


@pytest.mark.parametrize("fault", _NOT_APPLIED, ids=["500", "502", "no answer"])
async def test_a_lost_refresh_that_keeta_did_not_carry_out_is_made_up_for(
    tmp_path: Path, ring: MemoryKeyring, fault: Fault
) -> None:
    clock = LeapingClock()
    async with working(tmp_path, ring, clock=clock) as on:
        order_id = await on.new_order()
        on.sandbox.authorization.expire_access()
        on.sandbox.faults.next_call(TOKEN_PATH, fault)
        on.look()
        await on.until(lambda: on.state is Authorisation.ANSWER_LOST)
        kept = await on.kept()
        assert kept is not None
        assert (kept.tries, kept.refreshing_since is None) == (1, False)
        clock.ahead += timedelta(minutes=1)
        on.look()
        await on.until(lambda: on.state is Authorisation.GOOD)
        assert on.answers(TOKEN_PATH)[1:] == [0]
        await on.accept(order_id)
        assert on.trouble is Trouble.NONE


@pytest.mark.parametrize("kind", [FaultKind.ANSWER_LOST, FaultKind.APPLIED_THEN_500])
async def test_a_lost_refresh_that_keeta_carried_out_ends_with_its_refusal_and_not_before(
    tmp_path: Path, ring: MemoryKeyring, kind: FaultKind, caplog: pytest.LogCaptureFixture
) -> None:
    clock = LeapingClock()
    async with working(tmp_path, ring, clock=clock) as on:
        on.sandbox.authorization.expire_access()
        on.sandbox.faults.next_call(TOKEN_PATH, Fault(kind=kind))
        on.look()
        await on.until(lambda: on.state is Authorisation.ANSWER_LOST)
        clock.ahead += timedelta(minutes=1)
        on.look()
        await on.until(lambda: on.state is Authorisation.ENDED)
        assert on.trouble is Trouble.ACCESS_ENDED
        assert on.answers(TOKEN_PATH)[1:] == [on.sandbox.config.dead_refresh_code]
        on.sandbox.authorization.consent()
        await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
        assert (on.state, on.trouble) == (Authorisation.GOOD, Trouble.NONE)
    caplog.clear()


async def test_a_lost_refresh_outlives_a_restart_with_the_tries_that_are_left(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    clock = LeapingClock()
    async with working(tmp_path, ring, clock=clock) as on:
        on.sandbox.authorization.expire_access()
        on.sandbox.faults.next_call(TOKEN_PATH, Fault(kind=FaultKind.HTTP_500))
        on.look()
        await on.until(lambda: on.state is Authorisation.ANSWER_LOST)
    async with scene(tmp_path, ring, clock=clock) as on:  # to this Keeta the old token is good
        await on.until(lambda: on.trouble is Trouble.ACCESS_RUNS_OUT)
        await on.accept(await on.new_order())
        assert on.trouble is Trouble.ACCESS_RUNS_OUT
        assert on.answers(TOKEN_PATH) == [], "the minute is not over"
        kept = await on.kept()
        assert kept is not None
        assert kept.tries == 1
        clock.ahead += timedelta(minutes=1)
        put_right = skip_time(60)
        await on.until(lambda: on.state is Authorisation.GOOD)
        put_right()
        assert (on.answers(TOKEN_PATH), on.trouble) == ([0], Trouble.NONE)


async def test_a_machine_without_a_keyring_never_spends_its_refresh_token(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config, clock = SandboxConfig(), LeapingClock()
    pasted = Secrets(
        app_secret=config.secret,
        access_token=config.access_token,
        refresh_token=config.refresh_token,
    )
    with in_use(NONE()):
        async with scene(tmp_path, MemoryKeyring(), pasted=pasted, clock=clock) as on:
            await on.accept(await on.new_order())
            clock.ahead = timedelta(minutes=2)  # Keeta lets a pair be a minute old
            on.sandbox.authorization.expire_access()
            on.look()
            await on.until(lambda: on.trouble is Trouble.ACCESS_NOT_KEPT)
            assert on.state is Authorisation.NOT_KEPT
            assert on.answers(TOKEN_PATH) == []
    assert "no safe keyring" in caplog.text
    caplog.clear()


# It ends


@pytest.mark.parametrize("revoked_code", SWITCHES["revoked_code"])
async def test_a_withdrawn_brand_is_told_at_once_and_a_new_consent_helps(
    tmp_path: Path, ring: MemoryKeyring, revoked_code: int, caplog: pytest.LogCaptureFixture
) -> None:
    async with working(tmp_path, ring, revoked_code=revoked_code) as on:
        on.sandbox.authorization.revoke()
        await on.until(lambda: on.trouble is Trouble.ACCESS_WITHDRAWN)
        on.look()
        await on.until(lambda: on.state is Authorisation.ENDED)
        assert on.trouble is Trouble.ACCESS_ENDED
        on.sandbox.authorization.consent()
        await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
        assert (on.state, on.trouble) == (Authorisation.GOOD, Trouble.NONE)
        caplog.clear()


async def test_a_shop_that_is_removed_and_added_again(
    tmp_path: Path, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    async with working(tmp_path, ring, other_shop_ids=(470012,)) as on:
        ours = on.sandbox.config.shop_id
        on.sandbox.authorization.remove_shop(470012)
        on.sandbox.authorization.remove_shop(ours)
        await on.until(lambda: on.trouble is Trouble.ACCESS_WITHDRAWN)
        on.sandbox.authorization.add_shop(ours)
        await on.until(lambda: on.state is Authorisation.GOOD)
        assert on.trouble is Trouble.NONE
        caplog.clear()


async def test_a_withdrawal_while_the_program_was_off_is_found_at_the_start(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    config = SandboxConfig()
    kept = ten_days_old(config.access_token, config.refresh_token)
    async with scene(tmp_path, ring, kept=kept, covers=[470012]) as on:
        await on.until(lambda: on.trouble is Trouble.ACCESS_WITHDRAWN)


# Where callbacks go


async def test_our_address_is_set_for_every_event(tmp_path: Path, ring: MemoryKeyring) -> None:
    async with working(tmp_path, ring) as on:
        on.sandbox.set_callback_url(None)
        url = on.core.callback_url
        assert await on.core.access.register_callbacks(url, is_test=True) == ()
        assert {on.sandbox.callbacks.url_of(event) for event in CALLBACK_EVENTS} == {url}
        await on.accept(await on.new_order())


@pytest.mark.parametrize("http_callback_url", SWITCHES["http_callback_url"])
async def test_an_address_without_https_is_taken_or_each_refusal_told(
    tmp_path: Path,
    ring: MemoryKeyring,
    http_callback_url: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with working(tmp_path, ring, http_callback_url=http_callback_url) as on:
        assert on.core.callback_url.startswith("http://")
        failures = await on.core.access.register_callbacks(on.core.callback_url, is_test=True)
        is_refused = http_callback_url == "refused"
        assert [each.event_id for each in failures] == list(CALLBACK_EVENTS if is_refused else ())
        assert all(each.code is not None for each in failures)
        https = "https://kitchen.example.test/keeta"
        assert await on.core.access.register_callbacks(https, is_test=False) == ()
        await on.accept(await on.new_order())  # by the address that was entered in the portal
    caplog.clear()


# Nothing leaks


async def test_no_token_is_in_a_log_or_a_file(
    tmp_path: Path, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    config = SandboxConfig()
    canaries = {config.access_token, config.refresh_token}
    with open_log(tmp_path / "logs", config.secret):
        async with working(tmp_path, ring) as on:
            order_id = await on.new_order()
            on.sandbox.authorization.expire_access()
            await on.accept(order_id)
            await on.kept()
            on.sandbox.authorization.consent()
            await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
            await on.kept()
            on.sandbox.authorization.revoke()
            await on.until(lambda: on.state is Authorisation.WITHDRAWN)
            canaries |= on.canaries
            logging.getLogger("kitchen_app.test").info(
                "all of them: %s", " ".join(sorted(canaries))
            )
    caplog.clear()
    assert len(canaries) == 6
    found = files_with(tmp_path, canaries)
    assert found == []
    assert files_with(tmp_path, {"all of them: •••"}) == ["kitchen.log"]


def files_with(folder: Path, texts: set[str]) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sorted(
        path.name for path in files if any(text.encode() in path.read_bytes() for text in texts)
    )
