"""The tiles of a refund request's pictures."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.ui.board.case_pictures import CasePicturesView
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme
from tests.ui import canned

CASE = canned.asked_back("1030")
MANY = replace(CASE, pictures=tuple(f"https://x.example/{n}.jpg" for n in range(9)))


def image() -> QImage:
    made = QImage(64, 48, QImage.Format.Format_RGB32)
    made.fill(0xB5632A)
    return made


@pytest.fixture
def view(ground: QWidget, theme: Theme) -> CasePicturesView:
    made = CasePicturesView(theme, ground)
    made.setGeometry(0, 0, 480, 600)
    return made


def test_each_picture_is_wanted_once(view: CasePicturesView, qtbot: QtBot) -> None:
    wanted: list[tuple[str, int]] = []
    view.picture_requested.connect(lambda case_id, index: wanted.append((case_id, index)))
    for _ in range(2):
        view.show_case(CASE)
    assert wanted == [(CASE.case_id, 0), (CASE.case_id, 1)]
    assert [tile.words for tile in view.tiles] == [tr("picture.coming")] * 2
    view.show_case(canned.asked_back("1031"))
    assert len(wanted) == 4


def test_nothing_is_shown_of_a_request_without_pictures(view: CasePicturesView) -> None:
    view.show_case(replace(CASE, pictures=()))
    assert view.isHidden()
    assert view.tiles == []


def test_a_picture_of_another_request_is_not_ours(view: CasePicturesView) -> None:
    view.show_case(CASE)
    view.take("another", 0, image())
    view.fail("another", 0)
    view.take(CASE.case_id, 7, image())
    assert [tile.words for tile in view.tiles] == [tr("picture.coming")] * 2


def test_one_that_failed_is_wanted_again_by_a_touch(view: CasePicturesView, qtbot: QtBot) -> None:
    view.show_case(CASE)
    view.fail(CASE.case_id, 1)
    assert view.tiles[1].words == tr("picture.failed")
    with qtbot.waitSignal(view.picture_requested) as wanted:
        view.tiles[1].click()
    assert wanted.args == [CASE.case_id, 1]
    with qtbot.assertNotEmitted(view.picture_requested):
        view.tiles[1].click()  # it is on its way


def test_a_touch_makes_one_large_among_those_that_are_there(
    view: CasePicturesView, qtbot: QtBot
) -> None:
    view.show_case(MANY)
    view.fail(CASE.case_id, 0)
    for index in (1, 4):
        view.take(CASE.case_id, index, image())
    assert view.tiles[4].accessibleName() == "Picture 5 of 9: make it large"
    with qtbot.waitSignal(view.chosen) as chosen:
        view.tiles[4].click()
    assert chosen.args is not None
    assert (len(chosen.args[0]), chosen.args[1]) == (2, 1)


def test_a_picture_is_drawn_in_its_tile(view: CasePicturesView) -> None:
    view.show_case(CASE)
    view.show()
    before = view.tiles[0].grab().toImage()
    view.take(CASE.case_id, 0, image())
    after = view.tiles[0].grab().toImage()
    middle = after.rect().center()
    assert before.pixelColor(middle) != after.pixelColor(middle)
    assert after.pixelColor(middle).rgb() & 0xFFFFFF == 0xB5632A
