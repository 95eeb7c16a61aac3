"""The window and the Qt loop around it."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import qasync
from PySide6.QtWidgets import QApplication

from kitchen_app.base.clock import Clock, SystemClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.bootstrap.system_volume import volume_reader
from kitchen_app.bootstrap.watchdog import Fault
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.garbage import Sweeper
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.screen import Screen
from kitchen_app.ui.sounds import Loudspeaker, QtSoundOutput
from kitchen_app.ui.volume import VolumeWatch

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open window with everything that keeps it alive."""

    screen: Screen
    bridge: Bridge
    clock: UiClock
    sound: Loudspeaker
    lead_alarm_to: Callable[[Loudspeaker | None], None]
    sweeper: Sweeper
    close_asked: asyncio.Event

    @property
    def window(self) -> MainWindow:
        """The window that is open now; other settings bring another."""
        return self.screen.window

    def ask_to_close(self) -> None:
        """Close as if a person had; safe in a signal handler on the main thread."""
        self.close_asked.set()

    def tell_bug(self) -> None:
        """Show the banner of a bug of ours; it is in the log."""
        self.bridge.fault_happened.emit()

    def tell_restart(self, fault: Fault) -> None:
        """Say that the program died and is back."""
        self.window.tell_restart(fault.at, often=fault.deaths if fault.is_often else 0)

    def close(self) -> None:
        """Fall silent, forget the core, hide."""
        self.clock.stop()
        self.lead_alarm_to(None)
        if isinstance(self.sound, QtSoundOutput):
            self.sound.close()
        self.bridge.stop()
        self.window.hide()
        self.sweeper.stop()


def application() -> QApplication:
    """Return the process's QApplication; it lives until we say so, not until a window closes."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["kitchen-app"])
    app.setApplicationName("Kitchen App")
    app.setQuitOnLastWindowClosed(False)
    return app


def open_desk(
    kitchen: Kitchen,
    core: LoopThread,
    sound: Loudspeaker,
    *,
    demo: bool,
    time: Clock | None = None,
) -> Desk:
    """Make the window and show it; the board fills as soon as the loop runs.

    `time` is the core's clock, where that is not the machine's own.
    """
    app = application()
    lead_alarm_to = partial(_lead_alarm, kitchen, core)
    lead_alarm_to(sound)
    clock = UiClock(time or SystemClock())
    bridge = Bridge(kitchen, core)
    chosen = kitchen.preferences.chosen
    screen = Screen(app, bridge, clock, sound, chosen=chosen, demo=demo)
    screen.show()
    clock.ticked.connect(kitchen.screen.beat)
    sweeper = Sweeper()
    clock.ticked.connect(sweeper.sweep)
    sweeper.start()
    clock.start()
    bridge.start()
    bridge.asks.look_for_keys()
    close_asked = asyncio.Event()
    screen.close_requested.connect(close_asked.set)
    return Desk(
        screen=screen,
        bridge=bridge,
        clock=clock,
        sound=sound,
        lead_alarm_to=lead_alarm_to,
        sweeper=sweeper,
        close_asked=close_asked,
    )


def _lead_alarm(kitchen: Kitchen, core: LoopThread, sound: Loudspeaker | None) -> None:
    """Have the core thread tell the loudspeaker itself; what is heard never waits for us."""
    try:
        core.call_soon(partial(kitchen.alarm.lead_to, sound))
    except RuntimeError:  # the core has ended already, and its alarm with it
        logger.debug("The core thread ended before the loudspeaker")


def loudspeaker() -> QtSoundOutput:
    """Return the sound output; its library is slow to load, so `live` opens it."""
    application()
    return QtSoundOutput(loudness=VolumeWatch(volume_reader()))


def live(desk: Desk, *, exit_after_s: float | None, screenshot_dir: Path | None) -> None:
    """Run the Qt loop until the window is closed or the time is over.

    Raises:
        KnownError: the picture cannot be saved.
    """
    with asyncio.Runner(loop_factory=loop_factory(application())) as runner:
        try:
            runner.run(_until_closed(desk, exit_after_s))
            if screenshot_dir is not None:
                _save_picture(desk.window, screenshot_dir)
        finally:
            desk.close()


async def _until_closed(desk: Desk, exit_after_s: float | None) -> None:
    if isinstance(desk.sound, QtSoundOutput):
        desk.sound.open()
    try:
        async with asyncio.timeout(exit_after_s):
            await desk.close_asked.wait()
    except TimeoutError:
        return


def loop_factory(app: QApplication) -> Callable[[], asyncio.AbstractEventLoop]:
    """Return what makes the asyncio loop of the window's thread, which is Qt's own."""

    def make() -> asyncio.AbstractEventLoop:
        loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
        return loop

    return make


def _save_picture(window: MainWindow, folder: Path) -> None:
    picture = folder / "board.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise KnownError(f"{folder} cannot be made: {error}. Choose another folder.") from error
    if not window.grab().save(str(picture)):
        raise KnownError(f"{picture} cannot be written: choose a folder you may write to.")
