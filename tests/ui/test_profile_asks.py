"""Pictures of the shop are fetched, files read and cut off the screen's thread."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kitchen_app.services.shop_view import ChangeKind
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.picture_file import FileFault
from tests.ui import canned
from tests.ui.fakes import FakeKitchen
from tests.ui.test_picture_asks import written

URL = canned.SHOP.pictures[0].url


def test_a_main_picture_is_told_or_that_there_is_none(
    bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot
) -> None:
    asks = bridge.asks.profile
    with qtbot.waitSignal(asks.picture_told) as told:
        asks.fetch(URL)
    assert told.args is not None
    assert told.args[0] == URL
    assert not told.args[1].isNull()
    kitchen.pictures.missing_urls = {canned.SHOP.pictures[1].url}
    with qtbot.assertNotEmitted(bridge.fault_happened):
        for url in (canned.SHOP.pictures[1].url, "https://elsewhere.example/a.jpg"):
            with qtbot.waitSignal(asks.picture_failed) as failed:
                asks.fetch(url)
            assert failed.args == [url]


def test_a_file_is_read_or_refused(bridge: Bridge, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "front.jpg"
    path.write_bytes(written(1300, 1000, "JPG"))
    with qtbot.waitSignal(bridge.asks.profile.file_told) as told:
        bridge.asks.profile.read(path)
    assert told.args is not None
    assert told.args[0].width() == 1300
    path.write_bytes(b"no picture")
    with qtbot.waitSignal(bridge.asks.profile.file_failed) as failed:
        bridge.asks.profile.read(path)
    assert failed.args == [FileFault.KIND]


def test_the_chosen_part_is_proposed(bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot) -> None:
    image = QImage(1600, 1200, QImage.Format.Format_RGB32)
    image.fill(0xB5632A)
    with qtbot.waitSignal(bridge.asks.profile.answered):
        bridge.asks.profile.set_picture(image, QRect(100, 100, 1204, 903))
    ((kind, content, width_px, height_px),) = kitchen.profiled.asked
    assert (kind, width_px, height_px) == (ChangeKind.PICTURE, 1204, 903)
    assert isinstance(content, bytes)
    assert content.startswith(b"\xff\xd8\xff")


def test_a_bug_of_ours_is_told_as_one(
    bridge: Bridge,
    kitchen: FakeKitchen,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(path: Path) -> QImage:
        raise RuntimeError("planted")

    kitchen.pictures.error = RuntimeError("planted")
    asks = bridge.asks.profile
    with qtbot.waitSignals([bridge.fault_happened, asks.picture_failed]):
        asks.fetch(URL)
    monkeypatch.setattr("kitchen_app.ui.profile_asks.read_picture", broken)
    with qtbot.waitSignal(bridge.fault_happened):
        asks.read(tmp_path)
    caplog.clear()
