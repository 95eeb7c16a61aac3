"""Papers are drawn for those who read the screen, once there are fonts, and as the owner wants."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from kitchen_app.base.errors import KnownError
from kitchen_app.bootstrap import paper
from kitchen_app.bootstrap.paper import PaperPainter, PictureFiles, reader_of
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.tickets import Copy, TestPage, Ticket
from kitchen_app.services.preferences import Chosen
from kitchen_app.services.print_ports import Raster
from kitchen_app.services.settings import (
    KeetaSettings,
    PrintingSettings,
    ScreenSettings,
    Settings,
    ShopSettings,
)
from kitchen_app.store.shop_list import ShopListFile
from kitchen_app.ui.theme import load_fonts
from tests.printing.papers import NOW, ORDER
from tests.ui import canned_shops
from tests.ui.canned_shops import MALAZ, OLAYA

PAGE = TestPage(printer="Grill", printed_at=NOW)


def test_the_papers_speak_as_the_screen_does() -> None:
    screen = ScreenSettings(language="zh_HK", kitchen_language="ar", allergy_words=("sesame",))
    reader = reader_of(Settings(shop=ShopSettings(time_zone="Asia/Riyadh")), screen)
    assert reader.languages == ("zh_HK",)
    assert reader.clock_time(NOW) == "\u206814:32\u2069"
    assert reader.allergies.is_in("sesame")
    assert reader.kitchen_language == "ar"


def test_languages_of_their_own_go_before_those_of_the_screen() -> None:
    settings = Settings(printing=PrintingSettings(languages=("ar", "en")))
    assert reader_of(settings, ScreenSettings(language="zh_HK")).languages == ("ar", "en")


def test_drawing_waits_for_the_fonts(qapp: QApplication, tmp_path: Path) -> None:
    painter, drawn = PaperPainter(Settings(), tmp_path), []
    thread = threading.Thread(target=lambda: drawn.append(painter.paint(PAGE, width=384)))
    thread.start()
    load_fonts()
    assert drawn == []
    painter.begin()
    thread.join(20)
    assert drawn[0].width == 384


def test_without_fonts_nothing_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "_QT_WITHIN_S", 0.01)
    with pytest.raises(KnownError, match="fonts"):
        PaperPainter(Settings(), tmp_path).paint(PAGE, width=384)


def test_another_screen_is_followed(qapp: QApplication, tmp_path: Path) -> None:
    load_fonts()
    painter = PaperPainter(Settings(screen=ScreenSettings(language="en")), tmp_path)
    painter.begin()
    english = painter.paint(PAGE, width=384)
    assert painter.paint(PAGE, width=384) == english
    painter.follow(Chosen(screen=ScreenSettings(language="ar")))
    assert painter.paint(PAGE, width=384) != english


def test_a_template_that_cannot_be_used_is_complained_of_and_ours_is_used(
    qapp: QApplication, tmp_path: Path
) -> None:
    load_fonts()
    (tmp_path / "tickets").mkdir()
    (tmp_path / "tickets" / "test.toml").write_text("blocks = 3", "utf-8")
    painter = PaperPainter(Settings(), tmp_path)
    assert "test.toml" in str(painter.complaints[0])
    painter.begin()
    assert painter.paint(PAGE, width=384).height > 100


def test_a_picture_is_written_and_a_disk_that_fails_is_an_os_error(tmp_path: Path) -> None:
    picture = Raster(width=8, height=1, rows=b"\xff")
    PictureFiles().write(picture, tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(OSError, match=r"b\.png"):
        PictureFiles().write(picture, tmp_path / "missing" / "b.png")


def test_papers_say_whose_order_it_is_where_several_shops_are_served(tmp_path: Path) -> None:
    ShopListFile(tmp_path).keep((OLAYA, MALAZ))
    ours = Ticket(copy=Copy.BAG, order=replace(ORDER, shop_id=MALAZ.shop_id), printed_at=NOW)
    keeta = KeetaSettings(shop_id=int(OLAYA.shop_id), other_shops=(int(MALAZ.shop_id),))
    painter = PaperPainter(Settings(keeta=keeta), tmp_path)
    assert painter._headed(ours) == replace(ours, shop=MALAZ.name)
    assert painter._headed(PAGE) == PAGE
    stranger = replace(ours, order=replace(ORDER, shop_id=ShopId("7")))
    assert painter._headed(stranger) == replace(stranger, shop="7")
    painter.name_shops(canned_shops.view(marks={}))
    assert painter._headed(ours) == ours, "a single shop's papers stay as they are"
