"""`kitchen-app call ENDPOINT`: one signed call to Keeta, for support and first set-up."""

import argparse
import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir

if TYPE_CHECKING:
    from kitchen_app.services.settings import Secrets, Settings

SUMMARY = "sign and send one documented call to Keeta and print the answer"

_OWN = frozenset({"appId", "accessToken", "timestamp", "sig"})
_SECRET_WORDS = ("token", "secret", "sig")
_REFUSED = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("endpoint", metavar="ENDPOINT", help="such as order/get")
    parser.add_argument(
        "--json", default="{}", metavar="BODY", help="the call's own members as a JSON object"
    )
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument(
        "--yes", action="store_true", help="really send a call that changes something at Keeta"
    )


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.services.errors import Refused
    from kitchen_app.store.config_file import load_settings
    from kitchen_app.store.secrets import read_secrets

    path = _documented(options.endpoint, is_sure=options.yes)
    body = _body(options.json)
    settings = load_settings(options.data_dir or default_data_dir())
    try:
        answer = asyncio.run(_send(path, body, settings, read_secrets()))
    except Refused as refusal:
        print(json.dumps({"code": refusal.code, "message": refusal.message}, ensure_ascii=False))
        return _REFUSED
    print(json.dumps(without_secrets(answer), ensure_ascii=False, indent=2))
    return 0


def without_secrets(value: Any, name: str = "") -> Any:
    """Return an answer in which everything that is named like a secret is masked."""
    if isinstance(value, dict):
        return {key: without_secrets(member, key) for key, member in value.items()}
    if isinstance(value, list):
        return [without_secrets(member, name) for member in value]
    is_secret = isinstance(value, str) and any(word in name.lower() for word in _SECRET_WORDS)
    return "•••" if is_secret else value


def _documented(endpoint: str, *, is_sure: bool) -> str:
    from kitchen_app.keeta.endpoints import ENDPOINTS, Effect

    path = endpoint.strip().strip("/")
    if path not in ENDPOINTS:
        known = ", ".join(sorted(ENDPOINTS))
        raise KnownError(f"{endpoint!r} is not a documented call; use one of: {known}.")
    if ENDPOINTS[path] is Effect.CHANGES and not is_sure:
        raise KnownError(f"{path} changes something at Keeta: add --yes to really send it.")
    return path


def _body(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError as error:
        raise KnownError(f"--json does not hold JSON: {error}.") from error
    if not isinstance(body, dict):
        raise KnownError('--json must hold an object, such as {"orderViewId": 761200345678901}.')
    if taken := sorted(_OWN & body.keys()):
        raise KnownError(f"Leave {', '.join(taken)} out of --json: the program adds and signs it.")
    return body


async def _send(
    path: str, body: dict[str, Any], settings: "Settings", secrets: "Secrets"
) -> dict[str, Any]:
    from kitchen_app.base.clock import SystemClock
    from kitchen_app.keeta.endpoints import OF_THE_APPLICATION
    from kitchen_app.keeta.transport import SignedCalls

    if settings.keeta.app_id is None:
        raise KnownError("[keeta] app_id is missing in kitchen.toml: fill it in first.")
    is_shops = path not in OF_THE_APPLICATION
    if is_shops and settings.keeta.shop_id is not None:
        body = {"shopId": settings.keeta.shop_id} | body
    calls = SignedCalls(
        base_url=settings.keeta.base_url,
        app_id=settings.keeta.app_id,
        secret=secrets.app_secret,
        access_token=await _access_token(settings, secrets) if is_shops else "",
        clock=SystemClock(),
        on_clock=_ignore,
    )
    try:
        answer = await calls.call(f"/{path}", body, with_token=is_shops)
    finally:
        await calls.close()
    return dict(answer.members)


async def _access_token(settings: "Settings", secrets: "Secrets") -> str:
    """Return the token that the program uses: it may have renewed the one that was typed in.

    Raises:
        KnownError: the keyring does not open.
    """
    from kitchen_app.base.clock import SystemClock
    from kitchen_app.domain.order import ShopId
    from kitchen_app.store.tokens import KeyringVault

    if settings.keeta.app_id is None or settings.keeta.shop_id is None:
        return secrets.access_token
    shop_id = ShopId(str(settings.keeta.shop_id))
    clock = SystemClock()
    vault = KeyringVault(app_id=settings.keeta.app_id, shop_id=shop_id, pasted=secrets, clock=clock)
    held = await vault.load()
    return held.pair.access_token if held else ""


def _ignore(_offset: timedelta) -> None:
    """One call needs no clock of Keeta's."""
