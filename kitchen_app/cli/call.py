"""`kitchen-app call ENDPOINT`: one signed call to Keeta, for support and first set-up.

What it prints holds no secret and no ciphertext, whatever Keeta answers.
"""

import argparse
import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir

if TYPE_CHECKING:
    from kitchen_app.cli.masking import Mask
    from kitchen_app.services.settings import Secrets, Settings

SUMMARY = "sign and send one documented call to Keeta and print the answer"

_NOT_ALL_DONE = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("endpoint", metavar="ENDPOINT", help="such as order/get")
    parser.add_argument(
        "--json", default="{}", metavar="BODY", help="the call's own members as a JSON object"
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help="really send a call that changes something at Keeta or opens personal data",
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.cli.masking import Mask

    mask = Mask()
    try:
        return _execute(options, mask)
    except KnownError as error:  # whoever raised it may have quoted what must not be shown
        raise KnownError(mask.text(str(error))) from error
    except RecursionError:
        raise KnownError("Keeta's answer is nested too deeply to be shown.") from None


def _execute(options: argparse.Namespace, mask: "Mask") -> int:
    from kitchen_app.cli.typed_body import read_typed_body
    from kitchen_app.services.errors import Refused
    from kitchen_app.store.config_file import load_existing_settings
    from kitchen_app.store.secrets import read_secrets

    path = _documented(options.endpoint, is_sure=options.yes)
    settings = load_existing_settings(options.data_dir or default_data_dir())
    secrets = read_secrets()
    mask.learn(secrets.values())
    body = read_typed_body(options.json)
    try:
        answer = asyncio.run(_send(path, body, settings, secrets, mask))
    except Refused as refusal:
        said = {"code": refusal.code, "message": refusal.message}
        print(json.dumps(mask.answer(said), ensure_ascii=False))
        return _NOT_ALL_DONE
    print(json.dumps(mask.answer(answer), ensure_ascii=False, indent=2))
    return _NOT_ALL_DONE if _is_partial(answer) else 0


def _is_partial(answer: Mapping[str, Any]) -> bool:
    """Tell whether Keeta left something undone; it says code 0 all the same."""
    return bool(answer.get("errorList")) or "partial" in str(answer.get("message")).lower()


def _documented(endpoint: str, *, is_sure: bool) -> str:
    """Return the path of an endpoint; what was typed is not repeated, it may be a secret."""
    from kitchen_app.keeta.endpoints import ENDPOINTS, NOT_BY_HAND, Effect

    path = endpoint.strip().strip("/")
    if path in NOT_BY_HAND:
        raise KnownError(f"{path} is not sent from here: {NOT_BY_HAND[path]}.")
    if path not in ENDPOINTS:
        known = ", ".join(sorted(ENDPOINTS))
        raise KnownError(f"This is not a documented call; use one of: {known}.")
    if ENDPOINTS[path] is Effect.CHANGES and not is_sure:
        raise KnownError(f"{path} changes something at Keeta: add --yes to really send it.")
    if ENDPOINTS[path] is Effect.OPENS and not is_sure:
        raise KnownError(
            f"{path} opens a customer's personal data: add --yes to really send it and print them."
        )
    return path


async def _send(
    path: str, body: dict[str, Any], settings: "Settings", secrets: "Secrets", mask: "Mask"
) -> dict[str, Any]:
    from kitchen_app.base.clock import SystemClock
    from kitchen_app.keeta.endpoints import OF_THE_APPLICATION, WITHOUT_SHOP
    from kitchen_app.keeta.transport import SignedCalls

    if settings.keeta.app_id is None:
        raise KnownError("[keeta] app_id is missing in kitchen.toml: fill it in first.")
    with_token = path not in OF_THE_APPLICATION
    if path not in WITHOUT_SHOP and settings.keeta.shop_id is not None:
        body = {"shopId": settings.keeta.shop_id} | body
    calls = SignedCalls(
        base_url=settings.keeta.base_url,
        app_id=settings.keeta.app_id,
        secret=secrets.app_secret,
        access_token=await _access_token(settings, secrets, mask) if with_token else "",
        clock=SystemClock(),
        on_clock=_ignore,
    )
    try:
        answer = await calls.call(f"/{path}", body, with_token=with_token)
    finally:
        await calls.close()
    return dict(answer.members)


async def _access_token(settings: "Settings", secrets: "Secrets", mask: "Mask") -> str:
    """Return the token that the program uses: it may have renewed the one that was typed in.

    Raises:
        KnownError: the keyring does not open.
    """
    from kitchen_app.base.clock import SystemClock
    from kitchen_app.bootstrap.identity import tokens_of
    from kitchen_app.store.tokens import KeyringVault

    if settings.keeta.app_id is None or settings.keeta.shop_id is None:
        return secrets.access_token
    shop_id = tokens_of(settings)
    clock = SystemClock()
    vault = KeyringVault(app_id=settings.keeta.app_id, shop_id=shop_id, pasted=secrets, clock=clock)
    held = await vault.load()
    if held is None:
        return ""
    mask.learn([held.pair.access_token, held.pair.refresh_token])
    return held.pair.access_token


def _ignore(_offset: timedelta) -> None:
    """One call needs no clock of Keeta's."""
