"""Tokens and the merchant's consent (authorization guides and base/oauth/token).

Access and refresh token live 90 days; a refresh token serves once; the access token that it
replaces lives 60 minutes more; a code serves once, within ten minutes.
"""

import secrets
from dataclasses import dataclass
from typing import Any

from kitchen_app.base.clock import Clock, to_epoch_ms
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.events import Event
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.refusals import TOO_OFTEN, RefusedError

TOKEN_LIFE_S = 7_776_000
GRACE_S = 3_600
CODE_LIFE_S = 600
_WITHDRAWN_OP_TYPE = 2

_EXPIRED = "access token expired"
_UNKNOWN = "access token does not exist"


@dataclass(slots=True)
class _Refresh:
    expires_s: float
    used: bool = False


class Authorization:
    """What the merchant has allowed this application, and the tokens that prove it."""

    def __init__(self, config: SandboxConfig, clock: Clock, pusher: Pusher) -> None:
        self.shop_ids: list[int] = [config.shop_id, *config.other_shop_ids]
        self.revoked = False
        self._config = config
        self._clock = clock
        self._pusher = pusher
        now_s = clock.monotonic()
        self._access: dict[str, float] = {config.access_token: now_s + TOKEN_LIFE_S}
        self._current = config.access_token
        self._refresh = {config.refresh_token: _Refresh(now_s + TOKEN_LIFE_S)}
        self._codes: dict[str, float] = {}
        self._refreshed_s: float | None = None

    def consent(self, state: str = "") -> str:
        """Consent as the merchant: a code comes by event 1, and event 1301 for each shop."""
        self.revoked = False
        code = secrets.token_hex(16)
        self._codes[code] = self._now_s() + CODE_LIFE_S
        members = {"code": code} | ({"state": state} if state else {})
        self._pusher.push_flat(Event.AUTHORIZATION_CODE, members)
        for shop_id in self.shop_ids:
            self._tell_added(shop_id)
        return code

    def add_shop(self, shop_id: int) -> None:
        if shop_id not in self.shop_ids:
            self.shop_ids.append(shop_id)
        self._tell_added(shop_id)

    def remove_shop(self, shop_id: int) -> None:
        """Take one shop out of the authorization (event 1302)."""
        if shop_id in self.shop_ids:
            self.shop_ids.remove(shop_id)
        # Its appId is text, unlike that of 1301 (webhook pages).
        shop = {"appId": str(self._config.app_id), "shopId": shop_id, "shopName": "Sandbox shop"}
        self._tell(Event.SHOP_REMOVED, shop | {"opType": _WITHDRAWN_OP_TYPE})

    def revoke(self) -> None:
        """Withdraw the whole brand (event 1303): no token works any more."""
        self.revoked = True
        self._tell(
            Event.BRAND_REVOKED,
            {
                "appId": str(self._config.app_id),
                "brandId": self._config.brand_id,
                "brandName": "Sandbox brand",
                "shopIds": list(self.shop_ids),
                "opType": _WITHDRAWN_OP_TYPE,
            },
        )

    def expire_access(self) -> None:
        """Let every access token be over now; the refresh token still serves."""
        self._access = dict.fromkeys(self._access, self._now_s())

    def check(self, access_token: object) -> None:
        """Refuse a token that does not serve."""
        if self.revoked:
            raise RefusedError(self._config.revoked_code, "The authorization was cancelled")
        expires_s = self._access.get(access_token) if isinstance(access_token, str) else None
        if expires_s is None and self._config.any_token and access_token:
            return
        if expires_s is None:
            raise RefusedError(self._config.unknown_token_code, f"The {_UNKNOWN}")
        if self._now_s() >= expires_s:
            raise RefusedError(self._config.expired_token_code, f"The {_EXPIRED}")

    def exchange(self, code: str) -> dict[str, Any]:
        """Return tokens for an authorization code."""
        expires_s = self._codes.pop(code, None)
        if expires_s is None or self._now_s() >= expires_s:
            raise RefusedError(self._config.dead_refresh_code, "The code is invalid or expired")
        return self._issue()

    def refresh(self, refresh_token: str) -> dict[str, Any]:
        """Return a new pair of tokens for a refresh token that was never used."""
        if self.revoked:
            raise RefusedError(self._config.revoked_code, "The authorization was cancelled")
        known = self._refresh.get(refresh_token)
        if known is None or known.used or self._now_s() >= known.expires_s:
            raise RefusedError(self._config.dead_refresh_code, "The refresh token does not exist")
        pause_s = self._config.refresh_pause_s
        if self._refreshed_s is not None and self._now_s() - self._refreshed_s < pause_s:
            raise RefusedError(TOO_OFTEN, "The token is refreshed too often")
        known.used = True
        self._refreshed_s = self._now_s()
        self._access[self._current] = min(self._access[self._current], self._now_s() + GRACE_S)
        return self._issue()

    def _issue(self) -> dict[str, Any]:
        access_token, refresh_token = secrets.token_hex(16), secrets.token_hex(16)
        self._current = access_token
        self._access[access_token] = self._now_s() + TOKEN_LIFE_S
        self._refresh[refresh_token] = _Refresh(self._now_s() + TOKEN_LIFE_S)
        return {
            "accessToken": access_token,
            "tokenType": "bearer",
            "expiresIn": TOKEN_LIFE_S,
            "refreshToken": refresh_token,
            "scope": "all",
            "issuedAtTime": to_epoch_ms(self._clock.now()),
        }

    def _tell_added(self, shop_id: int) -> None:
        shop = {"appId": self._config.app_id, "shopId": shop_id, "shopName": "Sandbox shop"}
        self._tell(Event.SHOP_AUTHORIZED, shop | {"opType": self._config.added_op_type})

    def _tell(self, event: Event, members: dict[str, Any]) -> None:
        consent = {"authId": str(self._config.brand_id * 10 + 1)}
        when = {"createTime": to_epoch_ms(self._clock.now())}
        self._pusher.push(event, None, members | consent | when)

    def _now_s(self) -> float:
        return self._clock.monotonic()
