"""A file becomes the proposal for a main picture; each answer is told in words."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.shop_view import ChangeKind, Outcome
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.picture_file import FileFault
from kitchen_app.ui.shop.picture_page import PicturePage
from tests.ui import canned
from tests.ui.conftest import ShowWindow, settle
from tests.ui.fakes import FakeKitchen
from tests.ui.shop.test_crop_view import picture
from tests.ui.shop.test_file_well import dropped
from tests.ui.test_picture_asks import written


@pytest.fixture
def page(show_window: ShowWindow) -> PicturePage:
    window = show_window(())
    window.shop.open()
    window.shop.place.show_section("picture")
    return window.shop.place.page(PicturePage)


def test_a_dropped_file_is_cut_and_proposed(
    page: PicturePage, kitchen: FakeKitchen, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "front.jpg"
    path.write_bytes(written(1600, 1200, "JPG"))
    assert dropped(page.well, path)
    qtbot.waitUntil(lambda: page.is_cropping)
    page.crop.smaller_button.click()
    page.crop.send_button.click()
    assert page.told == "Sending it to Keeta…"
    assert not page.crop.send_button.isEnabled()
    qtbot.waitUntil(lambda: "Proposed." in page.told)
    assert not page.is_cropping
    ((kind, _, width_px, height_px),) = kitchen.profiled.asked
    assert (kind, width_px, height_px) == (ChangeKind.PICTURE, 1280, 960)


def test_two_files_are_too_many(page: PicturePage, tmp_path: Path) -> None:
    assert dropped(page.well, tmp_path / "a.jpg", tmp_path / "b.jpg")
    assert page.told == "Drop one picture only."


def test_a_file_is_chosen_in_the_systems_dialog(
    page: PicturePage, qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    path = tmp_path / "front.png"
    path.write_bytes(written(1300, 1000, "PNG"))
    page.well.choose_button.click()
    assert page.well.dialog is not None
    page.well.dialog.fileSelected.emit(str(path))
    page.well.dialog.close()
    qtbot.waitUntil(lambda: page.is_cropping)
    page.crop.back_button.click()
    assert not page.is_cropping


@pytest.mark.parametrize("fault", FileFault)
def test_a_file_that_is_none_for_keeta_says_why(page: PicturePage, fault: FileFault) -> None:
    page.refuse_file(fault)
    assert page.told
    assert not page.is_cropping


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.DONE])
def test_what_was_not_proposed_says_why_and_can_be_sent_again(
    page: PicturePage, kitchen: FakeKitchen, qtbot: QtBot, outcome: Outcome
) -> None:
    kitchen.profiled.outcome = outcome
    kitchen.profiled.message = "A picture is pending review"
    page.show_file(picture(1600, 1200))
    page.crop.send_button.click()
    qtbot.waitUntil(page.crop.send_button.isEnabled)
    assert page.is_cropping
    assert page.told
    assert ("pending review" in page.told) == (outcome is Outcome.REFUSED)


def test_with_a_pin_it_is_asked_for_first(
    page: PicturePage, kitchen: FakeKitchen, bridge: Bridge, qtbot: QtBot
) -> None:
    kitchen.pins.set("2580")
    page.show_file(picture(1600, 1200))
    with qtbot.waitSignal(bridge.asks.approval_wanted):
        page.crop.send_button.click()
    qtbot.waitUntil(page.crop.send_button.isEnabled)
    assert (page.told, kitchen.profiled.asked) == ("", [])
    bridge.asks.profile.resumed.emit(ChangeKind.PICTURE)
    assert page.told == "Sending it to Keeta…"


def test_a_bug_is_told_and_the_others_changes_are_not_taken_for_ours(page: PicturePage) -> None:
    page.show_file(picture(1600, 1200))
    page._take_failure(ChangeKind.CONTACT, "no")
    assert page.told == ""
    page._take_failure(ChangeKind.PICTURE, "no")
    assert "Nothing was sent." in page.told


def test_news_of_the_pictures_are_shown_while_it_is_seen(
    page: PicturePage, bridge: Bridge, kitchen: FakeKitchen, qtbot: QtBot, qapp: QApplication
) -> None:
    bridge.shop_changed.emit(canned.shop())
    settle(qapp)
    assert any("rejected" in words for words in page.shown.words)
