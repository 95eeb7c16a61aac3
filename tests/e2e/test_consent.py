"""The owner consents: by event 1, in Keeta's portal, by the browser, for another shop."""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from kitchen_app.domain.shop import Authorisation
from kitchen_app.sandbox.config import SWITCHES
from kitchen_app.services.consents import ConsentState
from kitchen_app.services.links import LinkState, Trouble
from tests.e2e.access_stage import scene, working
from tests.keyrings import MemoryKeyring


@pytest.mark.parametrize("code_event_method", SWITCHES["code_event_method"])
@pytest.mark.parametrize("code_event_clock", SWITCHES["code_event_clock"])
@pytest.mark.parametrize("token_shape", SWITCHES["token_shape"])
async def test_a_consent_by_event_1_makes_the_shop_work(
    tmp_path: Path,
    ring: MemoryKeyring,
    code_event_method: str,
    code_event_clock: str,
    token_shape: str,
) -> None:
    async with scene(
        tmp_path,
        ring,
        code_event_method=code_event_method,
        code_event_clock=code_event_clock,
        token_shape=token_shape,
    ) as on:
        assert on.trouble is Trouble.ACCESS_MISSING
        state = state_of(on.core.access.consent_address(on.core.callback_url))
        code = on.sandbox.authorization.consent(state)
        await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
        await on.sandbox.delivered(None, 1)
        assert (on.state, on.trouble) == (Authorisation.GOOD, Trouble.NONE)
        kept = await on.kept()
        assert kept is not None
        on.sandbox.authorization.check(kept.pair.access_token)
        await on.accept(await on.new_order())
        await on.until(lambda: on.core.kitchen.links.view.sending.state is LinkState.OK)
        assert code not in json.dumps(list(on.ring.kept.values()))


@pytest.mark.parametrize("added_op_type", SWITCHES["added_op_type"])
@pytest.mark.parametrize("longitude_name", SWITCHES["longitude_name"])
async def test_a_consent_in_keetas_portal_needs_no_state(
    tmp_path: Path, ring: MemoryKeyring, added_op_type: int, longitude_name: str
) -> None:
    async with scene(
        tmp_path,
        ring,
        added_op_type=added_op_type,
        longitude_name=longitude_name,
        other_shop_ids=(470012, 470013),
    ) as on:
        on.sandbox.authorization.consent()
        await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
        assert on.state is Authorisation.GOOD


async def test_a_consent_that_the_browser_brings_makes_the_shop_work(
    tmp_path: Path, ring: MemoryKeyring
) -> None:
    async with scene(tmp_path, ring) as on:
        on.sandbox.set_callback_url(None)  # Keeta sends nothing: only the browser comes
        state = state_of(on.core.access.consent_address(on.core.callback_url))
        code = on.sandbox.authorization.consent(state)
        async with httpx.AsyncClient() as browser:
            query = {"code": code, "state": state}
            answer = await browser.get(on.core.callback_url, params=query)
            assert answer.json()["code"] == 0
            await on.until(lambda: on.core.access.view.consent is ConsentState.DONE)
            receiving = on.core.kitchen.links.view.receiving
            assert receiving.state is LinkState.UNPROVED, "no banner, and no proof either"
            assert (await browser.get(on.core.callback_url)).status_code == 405
        assert on.state is Authorisation.GOOD


async def test_a_consent_for_another_shop_leaves_ours_as_it_was(
    tmp_path: Path, ring: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    async with working(tmp_path, ring) as on:
        before = await on.kept()
        on.sandbox.authorization.shop_ids[:] = [470012]
        on.sandbox.authorization.consent()
        await on.until(lambda: on.core.access.view.consent is ConsentState.OTHER_SHOP)
        assert await on.kept() == before
        assert "does not cover shop 470011" in caplog.text
        caplog.clear()


def state_of(address: str) -> str:
    (state,) = parse_qs(urlsplit(address).query)["state"]
    return state
