"""Forgetting is unfolded, held and told; an open order is refused in words."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.services.erasure_ports import Hindrance
from kitchen_app.ui.board.forget_row import ForgetRow
from kitchen_app.ui.privacy_asks import OUR_BUG
from kitchen_app.ui.theme import Theme
from tests.ui import canned

ORDER = canned.completed("1042")


@pytest.fixture
def row(theme: Theme, ground: QWidget) -> ForgetRow:
    view = ForgetRow(theme, ground)
    view.show()
    view.show_order(ORDER)
    return view


def test_it_is_unfolded_held_and_told(row: ForgetRow, qtbot: QtBot) -> None:
    assert not row.hold_button.isVisible()
    row.open_button.click()
    assert "cannot be undone" in row.told.text()
    assert "1042" in row.hold_button.accessibleName()
    with qtbot.waitSignal(row.forget_requested) as asked:
        row.hold_button.held.emit()
    assert asked.args == [ORDER.order_id]
    assert not row.hold_button.isVisible()
    assert not row.open_button.isVisible(), "nobody asks twice"
    with qtbot.waitSignal(row.look_requested) as asked:
        row.show_forgotten(ORDER.order_id)
    assert asked.args == [ORDER.order_id]
    row.show_order(ORDER.without_person())
    assert "is forgotten" in row.told.text()
    assert not row.open_button.isVisible()


def test_going_back_and_another_order_fold_it(row: ForgetRow) -> None:
    row.open_button.click()
    row.show_order(replace(ORDER, cutlery=False))
    assert row.hold_button.isVisible(), "another state of the order changes nothing"
    row.back_button.click()
    assert not row.hold_button.isVisible()
    row.open_button.click()
    row.show_order(canned.completed("1043"))
    assert not row.hold_button.isVisible()
    assert row.open_button.isVisible()


def test_an_open_order_is_refused_in_words(row: ForgetRow, qtbot: QtBot) -> None:
    row.show_order(canned.order("1031", status=Status.ACCEPTED))
    with qtbot.assertNotEmitted(row.forget_requested):
        row.open_button.click()
    assert "not over yet" in row.told.text()
    assert not row.hold_button.isVisible()


@pytest.mark.parametrize("why", [*Hindrance, OUR_BUG])
def test_why_not_is_told_with_the_cure(row: ForgetRow, why: str) -> None:
    row.open_button.click()
    row.hold_button.held.emit()
    row.show_hindered("another", why)
    assert "being removed" in row.told.text()
    row.show_hindered(ORDER.order_id, why)
    assert len(row.told.text()) > 20
    assert row.open_button.isVisible()


def test_without_the_pin_it_begins_anew(row: ForgetRow, qtbot: QtBot) -> None:
    row.open_button.click()
    row.hold_button.held.emit()
    row.show_locked("another")
    assert not row.open_button.isVisible()
    row.show_locked(ORDER.order_id)
    assert row.open_button.isVisible()
    row.hide()
    with qtbot.assertNotEmitted(row.look_requested):
        row.show_forgotten(ORDER.order_id)
