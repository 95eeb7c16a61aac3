"""Demo mode: the ordinary program, pointed at an emulator of Keeta on this machine."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.instance import mark_as_demo
from kitchen_app.domain.shop import HeldTokens, TokenPair
from kitchen_app.sandbox.config import Language, SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.settings import (
    KeetaSettings,
    Secrets,
    Settings,
    ShopSettings,
    WebhookSettings,
)
from kitchen_app.store.config_file import FILE_NAME as CONFIG_FILE
from kitchen_app.store.tokens import MemoryVault

_ORDERS_PER_MINUTE = 2.0
_MENUS = {
    "en": (Language.ENGLISH, Language.ARABIC),
    "ar": (Language.ARABIC, Language.ENGLISH),
    "zh_HK": (Language.CHINESE,),
}
_ZONES = {"en": "Asia/Riyadh", "ar": "Asia/Riyadh", "zh_HK": "Asia/Hong_Kong"}
"""Where the shops of those menus stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A running emulator, the settings that lead to it, and how it learns our address.

    `vault` holds its access token: the keyring of who tries the demo is left alone.
    """

    settings: Settings
    secrets: Secrets
    announce: Callable[[str], None]
    vault: TokenVault


@contextmanager
def running_demo(lang: str) -> Iterator[Demo]:
    """Run the emulator on a thread of its own, with a steady flow of orders.

    The emulated shop stands where the screen's language is spoken.
    """
    config = SandboxConfig(
        orders_per_minute=_ORDERS_PER_MINUTE, mid_shift=True, languages=_MENUS[lang]
    )
    thread = LoopThread("sandbox")
    thread.start()
    sandbox = Sandbox(config)
    thread.submit(sandbox.start()).result()

    def announce(callback_url: str) -> None:
        thread.call_soon(partial(sandbox.set_callback_url, callback_url))

    try:
        yield Demo(
            settings=settings_for(sandbox, _ZONES[lang]),
            secrets=secrets_for(config),
            announce=announce,
            vault=vault_for(config),
        )
    finally:
        thread.submit(sandbox.stop()).result(timeout=5)
        thread.stop()


@contextmanager
def demo_data_dir(chosen: Path | None) -> Iterator[Path]:
    """Give the demo a folder that vanishes with it, unless one was chosen.

    The emulator forgets its orders at exit; a board that remembered them would show ghosts.
    """
    if chosen is not None:
        if (chosen / CONFIG_FILE).exists():
            raise KnownError(
                f"{chosen} belongs to a real shop: choose another folder for the demo."
            )
        chosen.mkdir(parents=True, exist_ok=True)
        mark_as_demo(chosen)
        yield chosen
        return
    with tempfile.TemporaryDirectory(prefix="kitchen-app-demo-") as folder:
        yield Path(folder)


def settings_for(sandbox: Sandbox, time_zone: str) -> Settings:
    return Settings(
        keeta=KeetaSettings(
            base_url=sandbox.base_url,
            app_id=sandbox.config.app_id,
            shop_id=sandbox.config.shop_id,
        ),
        webhook=WebhookSettings(port=0, path="/keeta/demo"),
        shop=ShopSettings(time_zone=time_zone),
    )


def secrets_for(config: SandboxConfig) -> Secrets:
    return Secrets(app_secret=config.secret, access_token=config.access_token)


def vault_for(config: SandboxConfig) -> TokenVault:
    now = SystemClock().now()
    pair = TokenPair(access_token=config.access_token, issued_at=now, expires_at=None)
    return MemoryVault(HeldTokens(pair=pair))
