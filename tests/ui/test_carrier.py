"""What carries the asks of the screen: the bridge does all that is asked of a carrier."""

from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QThread
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.actions import ActionKind
from kitchen_app.services.manager_lock import Deed, Matter, NotApproved
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.carrier import Carrier

MATTER = Matter(deed=Deed.CANCEL)


async def locked() -> None:
    raise NotApproved(MATTER)


async def answer() -> int:
    return 42


def test_what_is_locked_is_told_on_the_thread_of_the_screen(
    qtbot: QtBot, bridge: Bridge, qapp: QApplication
) -> None:
    carrier: Carrier = bridge
    told: list[tuple[Matter, QThread]] = []
    carrier.ask(
        locked(),
        "1",
        ActionKind.CANCEL,
        on_locked=lambda matter: told.append((matter, QThread.currentThread())),
    )
    qtbot.waitUntil(lambda: told == [(MATTER, qapp.thread())])


def test_what_is_fetched_comes_back(qtbot: QtBot, bridge: Bridge) -> None:
    carrier: Carrier = bridge
    came: list[int] = []

    def take(done: "Future[Any]") -> None:
        came.append(done.result())

    carrier.fetch(answer(), take)
    qtbot.waitUntil(lambda: came == [42])
