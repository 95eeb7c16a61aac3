"""Pictures are fetched and decoded off the screen's thread, and only pictures are shown."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter
from pytestqt.qtbot import QtBot

from kitchen_app.sandbox.photos import HEIGHT, WIDTH, plate
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.picture_asks import LARGEST_PX, decode
from tests.ui.fakes import FakeKitchen

_SVG = b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><rect/></svg>"


def written(width: int, height: int, kind: str) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xB5632A)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(content.data())


def test_a_picture_is_told(qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen) -> None:
    with qtbot.waitSignal(bridge.asks.pictures.picture_told) as told:
        bridge.asks.pictures.fetch("833", 1)
    assert told.args is not None
    assert told.args[:2] == ["833", 1]
    assert (told.args[2].width(), told.args[2].height()) == (WIDTH, HEIGHT)
    assert kitchen.pictures.asked == [("833", 1)]


def test_one_that_cannot_be_had_or_shown_is_told_without_a_fault(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    kitchen.pictures.missing = {0}
    kitchen.pictures.content = _SVG
    with qtbot.assertNotEmitted(bridge.fault_happened):
        for index in range(2):
            with qtbot.waitSignal(bridge.asks.pictures.picture_failed) as failed:
                bridge.asks.pictures.fetch("833", index)
            assert failed.args == ["833", index]


def test_a_bug_of_ours_is_told_as_one(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, caplog: pytest.LogCaptureFixture
) -> None:
    kitchen.pictures.error = RuntimeError("planted")
    asks = bridge.asks.pictures
    with qtbot.waitSignals([bridge.fault_happened, asks.picture_failed]):
        asks.fetch("833", 0)
    caplog.clear()


@pytest.mark.parametrize("kind", ["PNG", "JPG", "WEBP"])
def test_a_large_picture_is_made_small(kind: str) -> None:
    image = decode(written(4000, 1000, kind))
    assert (image.width(), image.height()) == (LARGEST_PX, LARGEST_PX // 4)


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", _SVG, plate(1)[:60], written(8, 8, "BMP"), written(8, 8, "XPM")],
    ids=["nothing", "text", "svg", "cut", "bmp", "xpm"],
)
def test_what_is_no_picture_of_the_kinds_that_keeta_takes_is_not_shown(content: bytes) -> None:
    with pytest.raises(PictureUnavailable):
        decode(content)


def test_a_picture_that_claims_to_be_huge_is_not_opened() -> None:
    huge = bytearray(plate(1))
    huge[16:24] = (60_000).to_bytes(4) + (60_000).to_bytes(4)
    with pytest.raises(PictureUnavailable):
        decode(bytes(huge))
