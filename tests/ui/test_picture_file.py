"""A file becomes a picture that Keeta can use, or is refused for what is wrong with it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from kitchen_app.domain.shop import check_picture
from kitchen_app.ui import picture_file
from kitchen_app.ui.picture_file import FileFault, UnusableFile, cut_out, read_picture
from tests.ui.test_picture_asks import written


def saved(folder: Path, content: bytes, name: str = "front.jpg") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", ["PNG", "JPG", "WEBP"])
def test_a_picture_is_read_by_its_content_not_its_name(tmp_path: Path, kind: str) -> None:
    image = read_picture(saved(tmp_path, written(1300, 1000, kind), "front.txt"))
    assert (image.width(), image.height()) == (1300, 1000)


def test_a_huge_one_is_made_smaller_while_it_is_read(tmp_path: Path) -> None:
    image = read_picture(saved(tmp_path, written(6000, 4000, "JPG")))
    assert (image.width(), image.height()) == (4800, 3200)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", FileFault.KIND),
        (b"GIF89a" + bytes(100), FileFault.KIND),
        (written(1300, 1000, "WEBP")[:60], FileFault.KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg' width='2000' height='2000'/>", FileFault.KIND),
        (written(900, 900, "PNG"), FileFault.SMALL),
        (written(1300, 900, "PNG"), FileFault.SMALL),
        (written(1201, 1200, "PNG"), FileFault.SMALL),
    ],
    ids=["empty", "gif", "broken", "svg", "small", "low", "narrow"],
)
def test_a_file_that_keeta_could_not_use_is_refused(
    tmp_path: Path, content: bytes, fault: FileFault
) -> None:
    with pytest.raises(UnusableFile) as caught:
        read_picture(saved(tmp_path, content))
    assert caught.value.fault is fault


def test_one_too_heavy_or_gone_is_not_even_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnusableFile) as gone:
        read_picture(tmp_path / "gone.jpg")
    assert gone.value.fault is FileFault.UNREADABLE
    monkeypatch.setattr(picture_file, "LARGEST_FILE_BYTES", 100)
    with pytest.raises(UnusableFile) as heavy:
        read_picture(saved(tmp_path, bytes(101)))
    assert heavy.value.fault is FileFault.HEAVY


@pytest.mark.parametrize(
    ("part", "size"),
    [
        (QRect(100, 50, 1204, 903), (1204, 903)),
        (QRect(0, 0, 4000, 3000), (2400, 1800)),
    ],
)
def test_what_is_cut_out_is_a_jpeg_that_keeta_takes(part: QRect, size: tuple[int, int]) -> None:
    image = QImage(4000, 3000, QImage.Format.Format_ARGB32)
    image.fill(0x00000000)
    ready = cut_out(image, part)
    assert (ready.width_px, ready.height_px) == size
    check_picture(width_px=ready.width_px, height_px=ready.height_px, size_bytes=len(ready.content))
    back = QImage.fromData(ready.content)
    assert (back.width(), back.height()) == size
    assert back.pixelColor(5, 5).name() == "#ffffff"  # what was transparent
    assert str(ready).count("content") == 0


def test_one_that_would_be_too_heavy_is_sent_coarser(monkeypatch: pytest.MonkeyPatch) -> None:
    image = QImage(1204, 903, QImage.Format.Format_RGB32)
    for x in range(image.width()):
        for y in range(0, image.height(), 7):
            image.setPixel(x, y, (x * 2654435761 ^ y * 40503) & 0xFFFFFF)
    fine = cut_out(image, image.rect())
    monkeypatch.setattr(picture_file, "LARGEST_PICTURE_BYTES", len(fine.content) - 1)
    coarse = cut_out(image, image.rect())
    assert len(coarse.content) < len(fine.content)
