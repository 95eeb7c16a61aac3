"""The whole program in one process: emulated Keeta, core thread and window, over real sockets."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kitchen_app.base.clock import Clock, ScaledClock, SystemClock
from kitchen_app.base.loop_thread import LoopThread, new_core_loop
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.bootstrap.paper import PaperPainter
from kitchen_app.bootstrap.window import Desk, open_desk
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.snapshot import OrderSnapshot
from kitchen_app.services.alarm import Ring, Sound
from kitchen_app.services.settings import (
    KeetaSettings,
    PrintingSettings,
    ScreenSettings,
    Secrets,
    Settings,
    ShopSettings,
    WebhookSettings,
)
from kitchen_app.store.kept_settings import KeptSettings
from kitchen_app.ui.sounds import SoundProblem
from tests.e2e.fast_time import FastLoop


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Everything that plays in an end-to-end test."""

    sandbox: Sandbox
    keeta: LoopThread
    core: Core
    core_thread: LoopThread
    desk: Desk
    sound: "Silence"

    def place(self, **wish: str | bool | int) -> int:
        """Order something as a customer would; return Keeta's order id."""
        return self.keeta.submit(self.sandbox.place_order(**wish)).result(timeout=5)  # type: ignore[arg-type]  # keywords as the emulator names them

    def keeta_says(self, order_id: int) -> OrderSnapshot:
        async def look() -> OrderSnapshot:
            return self.sandbox.order(order_id)

        return self.keeta.submit(look()).result(timeout=5)

    def events_taken(self, order_id: int) -> list[int]:
        """Return the ids of the events of an order that we acknowledged."""
        return [d.event_id for d in self.keeta_says(order_id).deliveries if d.ok]


class Silence:
    """A loudspeaker that remembers what it plays and makes no noise."""

    def __init__(self) -> None:
        self.looping: Sound | None = None

    def play_loop(self, ring: Ring) -> None:
        self.looping = ring.sound

    def play_once(self, sound: Sound) -> None: ...

    def stop(self) -> None:
        self.looping = None

    def problem(self) -> SoundProblem | None:
        return None


NO_PRINTERS = PrintingSettings()


def config_for(
    sandbox: Sandbox,
    data_dir: Path,
    *,
    lang: str = "en",
    clock: Clock | None = None,
    base_url: str = "",
    printing: PrintingSettings = NO_PRINTERS,
    time_zone: str | None = None,
    other_shops: tuple[int, ...] = (),
) -> CoreConfig:
    keeta = sandbox.config
    settings = Settings(
        keeta=KeetaSettings(
            base_url=base_url or sandbox.base_url,
            app_id=keeta.app_id,
            shop_id=keeta.shop_id,
            other_shops=other_shops,
        ),
        webhook=WebhookSettings(port=0, path="/keeta/stage"),
        screen=ScreenSettings(language=lang),
        printing=printing,
        shop=ShopSettings(time_zone=time_zone),
    )
    painter = PaperPainter(settings, data_dir)
    return CoreConfig(
        data_dir=data_dir,
        settings=settings,
        secrets=Secrets(app_secret=keeta.secret, access_token=keeta.access_token),
        clock=clock or SystemClock(),
        painter=painter,
        previewer=painter,
        printing_file=KeptSettings(data_dir),
        shops_file=KeptSettings(data_dir),
    )


@contextmanager
def emulated_keeta(
    config: SandboxConfig, clock: ScaledClock | None = None
) -> Iterator[tuple[Sandbox, LoopThread]]:
    """Run the emulator on a thread of its own."""
    thread = LoopThread("sandbox")
    thread.start()
    sandbox = Sandbox(config, clock)
    thread.submit(sandbox.start()).result(timeout=10)
    try:
        yield sandbox, thread
    finally:
        thread.submit(sandbox.stop()).result(timeout=10)
        thread.stop()


@contextmanager
def program(
    data_dir: Path,
    sandbox: Sandbox,
    keeta: LoopThread,
    *,
    lang: str = "en",
    clock: ScaledClock | None = None,
    base_url: str = "",
    printing: PrintingSettings = NO_PRINTERS,
    time_zone: str | None = None,
    other_shops: tuple[int, ...] = (),
) -> Iterator[Stage]:
    """Run core and window against a running emulator; stop them in order at the end.

    With a `clock` the program lives as fast as it runs; a `base_url` leads to Keeta another way.
    """
    core_thread, sound = LoopThread("core", _loop_for(clock)), Silence()
    core_thread.start()
    config = config_for(
        sandbox,
        data_dir,
        lang=lang,
        clock=clock,
        base_url=base_url,
        printing=printing,
        time_zone=time_zone,
        other_shops=other_shops,
    )
    core = core_thread.submit(_make_core(config)).result(timeout=10)
    keeta.call_soon(partial(sandbox.set_callback_url, core.callback_url))
    desk = open_desk(core.kitchen, core_thread, sound, demo=False, time=clock)
    if isinstance(config.painter, PaperPainter):
        config.painter.begin()
    try:
        yield Stage(
            sandbox=sandbox,
            keeta=keeta,
            core=core,
            core_thread=core_thread,
            desk=desk,
            sound=sound,
        )
    finally:
        desk.close()
        desk.window.deleteLater()
        core_thread.submit(core.stop()).result(timeout=15)
        core_thread.stop()


@contextmanager
def set_up(
    data_dir: Path,
    sandbox_config: SandboxConfig,
    *,
    lang: str = "en",
    printing: PrintingSettings = NO_PRINTERS,
) -> Iterator[Stage]:
    """Raise the curtain on everything; the program lives as fast as the emulator."""
    is_fast = sandbox_config.speed != 1.0
    clock = ScaledClock(sandbox_config.speed) if is_fast else None
    with (
        emulated_keeta(sandbox_config, clock) as (sandbox, keeta),
        program(data_dir, sandbox, keeta, lang=lang, clock=clock, printing=printing) as stage,
    ):
        yield stage


def _loop_for(clock: ScaledClock | None) -> Callable[[], asyncio.AbstractEventLoop]:
    return new_core_loop if clock is None else partial(FastLoop, clock)


async def _make_core(config: CoreConfig) -> Core:
    core = Core(config)
    await core.start()
    return core
