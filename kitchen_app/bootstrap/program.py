"""From options to a running window and back: start in order, stop in stages."""

import concurrent.futures
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.errors import ExitCode, KnownError
from kitchen_app.base.log import crash_file, set_up_logging
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.base.paths import default_data_dir
from kitchen_app.bootstrap.instance import only_instance, refuse_demo_folder
from kitchen_app.bootstrap.paper import PaperPainter, PictureFiles
from kitchen_app.bootstrap.watchdog import Fault
from kitchen_app.services.authorised_shops import ShopsFile
from kitchen_app.services.autostart import LogInStart
from kitchen_app.services.awake import SleepLock
from kitchen_app.services.ports import TokenVault
from kitchen_app.services.preferences import SettingsFile
from kitchen_app.services.printer_setup import PrintingFile
from kitchen_app.services.settings import Secrets, Settings

if TYPE_CHECKING:
    from kitchen_app.bootstrap.core import Core

logger = logging.getLogger(__name__)

_STOP_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What `kitchen-app run` was asked for; `fault` is why the watchdog started it again.

    `watched`: a watchdog starts it again when it asks for that.
    `lang` None leaves the language to the settings, and those may leave it to the system.
    """

    demo: bool = False
    data_dir: Path | None = None
    offscreen: bool = False
    lang: str | None = None
    screenshot_dir: Path | None = None
    exit_after_s: float | None = None
    fault: Fault | None = None
    watched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """Where this run gets its truth from; `announce` tells the demo's Keeta our address.

    `vault` keeps the demo's tokens; a shop's are in the system's keyring. Only for a shop the
    computer is kept awake, and what is chosen on the screen written down.
    """

    data_dir: Path
    settings: Settings
    secrets: Secrets
    announce: Callable[[str], None]
    vault: TokenVault | None = None
    sleep_lock: SleepLock | None = None
    settings_file: SettingsFile | None = None
    printing_file: PrintingFile | None = None
    shops_file: ShopsFile | None = None
    can_restart: bool = False
    log_in: LogInStart | None = None


def run(options: RunOptions) -> int:
    """Run the window until it is closed; return the exit code.

    Raises:
        KnownError: something outside the program must be put right first.
    """
    if options.offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _require_display(os.environ, sys.platform)
    with ExitStack() as stack:
        stop = stack.enter_context(_stop_signals())
        setting = stack.enter_context(_demo(options) if options.demo else _installed(options))
        stack.enter_context(only_instance(setting.data_dir))
        stack.enter_context(_logging(setting))
        stack.enter_context(crash_file(setting.data_dir / "logs"))
        if options.fault is not None:
            logger.error("Started again after a fault: %s", options.fault)
        core_thread = LoopThread("core")
        core_thread.start()
        stack.callback(core_thread.stop)
        painter = PaperPainter(setting.settings, setting.data_dir)
        for complaint in painter.complaints:
            logger.warning("%s Our own is used.", complaint)
        import_module("shiboken6")  # first and alone: it dies when another thread imports meanwhile
        starting = core_thread.submit(_start_core(setting, painter))
        return _run_window(options, core_thread, starting, painter, stop)


def _require_display(environment: Mapping[str, str], platform: str) -> None:
    """Say in words what Qt would say with a core dump.

    Raises:
        KnownError: there is nothing to show a window on.
    """
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if platform.startswith("linux") and not any(environment.get(name) for name in names):
        raise KnownError("There is no display to open a window on: add --offscreen.")


async def _start_core(setting: _Setting, painter: PaperPainter) -> "Core":
    """Import and start the core; its libraries load here while Qt loads on the main thread."""
    from kitchen_app.bootstrap.core import Core
    from kitchen_app.bootstrap.core_config import CoreConfig

    core = Core(
        CoreConfig(
            data_dir=setting.data_dir,
            settings=setting.settings,
            secrets=setting.secrets,
            clock=SystemClock(),
            vault=setting.vault,
            sleep_lock=setting.sleep_lock,
            settings_file=setting.settings_file,
            printing_file=setting.printing_file,
            shops_file=setting.shops_file,
            can_restart=setting.can_restart,
            log_in=setting.log_in,
            painter=painter,
            previewer=painter,
            picture_writer=PictureFiles(),
        )
    )
    core.kitchen.preferences.changed.connect(painter.follow)
    core.kitchen.shops.changed.connect(painter.name_shops)
    painter.name_shops(core.kitchen.shops.view)
    await core.start()
    setting.announce(core.callback_url)
    return core


def _run_window(
    options: RunOptions,
    core_thread: LoopThread,
    starting: "concurrent.futures.Future[Core]",
    painter: PaperPainter,
    stop: "_StopRequest",
) -> int:
    from kitchen_app.bootstrap.window import live, loudspeaker, open_desk
    from kitchen_app.ui.documents import documents_folder

    sound = loudspeaker()
    core = starting.result()
    try:
        desk = open_desk(core.kitchen, core_thread, sound, demo=options.demo)
        asks = desk.bridge.asks
        asks.record.folder = asks.report.folder = documents_folder()
        painter.begin()
        stop.lead_to(desk.ask_to_close)
        sys.excepthook = partial(_log_bug, desk.tell_bug)
        if options.fault is not None:
            desk.tell_restart(options.fault)
        live(desk, exit_after_s=options.exit_after_s, screenshot_dir=options.screenshot_dir)
    finally:
        _stop_core(core, core_thread)
    return ExitCode.AGAIN if core.kitchen.shops.wants_restart else ExitCode.OK


def _stop_core(core: "Core", core_thread: LoopThread) -> None:
    """Stop the core. What fails now is written down only: the end is wanted, and no fault."""
    try:
        core_thread.submit(core.stop()).result(timeout=_STOP_WITHIN_S)
    except Exception:
        logger.exception("The core did not stop in order")


@contextmanager
def _installed(options: RunOptions) -> Iterator[_Setting]:
    from kitchen_app.bootstrap.autostart import log_in_start
    from kitchen_app.bootstrap.sleep_lock import SystemSleepLock
    from kitchen_app.store.config_file import load_settings
    from kitchen_app.store.kept_settings import KeptSettings
    from kitchen_app.store.secrets import read_secrets

    data_dir = options.data_dir or default_data_dir()
    refuse_demo_folder(data_dir)
    settings = _spoken(load_settings(data_dir), options.lang)
    lock = SystemSleepLock()
    kept = KeptSettings(data_dir)
    try:
        yield _Setting(
            data_dir=data_dir,
            settings=settings,
            secrets=read_secrets(),
            announce=_nobody_listens,
            sleep_lock=lock,
            settings_file=kept,
            printing_file=kept,
            shops_file=kept,
            can_restart=options.watched,
            log_in=log_in_start(options.data_dir),
        )
    finally:
        lock.close()


@contextmanager
def _demo(options: RunOptions) -> Iterator[_Setting]:
    from kitchen_app.bootstrap.demo import demo_data_dir, running_demo
    from kitchen_app.ui.i18n import system_language

    lang = options.lang or system_language()
    with demo_data_dir(options.data_dir) as data_dir, running_demo(lang) as demo:
        yield _Setting(
            data_dir=data_dir,
            settings=_spoken(demo.settings, lang),
            secrets=demo.secrets,
            announce=demo.announce,
            vault=demo.vault,
        )


def _spoken(settings: Settings, lang: str | None) -> Settings:
    """Return the settings with the language that was asked for; nothing of it is written down."""
    if lang is None:
        return settings
    return replace(settings, screen=replace(settings.screen, language=lang))


def _nobody_listens(_callback_url: str) -> None:
    """Keeta learns our address in its portal, not from us."""


@contextmanager
def _logging(setting: _Setting) -> Iterator[None]:
    log_dir = setting.data_dir / "logs"
    try:
        handler = set_up_logging(log_dir, setting.secrets.values())
    except OSError as error:
        raise KnownError(
            f"{log_dir} cannot be written to ({error}): free it, or use --data-dir."
        ) from error
    sys.excepthook = partial(_log_bug, None)
    try:
        yield
    finally:
        sys.excepthook = sys.__excepthook__
        logging.getLogger().removeHandler(handler)
        handler.close()


def _log_bug(
    tell: Callable[[], None] | None,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
) -> None:
    """Write a bug in the window down and tell of it; the window goes on."""
    logger.error("Bug in the window", exc_info=(kind, error, trace))
    if tell is not None:
        tell()


class _StopRequest:
    """Remembers that the system asked us to end, also while the window is not there yet."""

    def __init__(self) -> None:
        self._was_made = False
        self._close: Callable[[], None] | None = None

    def lead_to(self, close: Callable[[], None]) -> None:
        """Close the window that is there now, as soon as the request comes or at once."""
        self._close = close
        if self._was_made:
            close()

    def on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._was_made = True
        if self._close is not None:
            self._close()


@contextmanager
def _stop_signals() -> Iterator[_StopRequest]:
    request = _StopRequest()
    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, request.on_signal) for number in numbers}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
