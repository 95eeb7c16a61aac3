"""Nothing of a customer before somebody asks, and nothing of him a little later."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Fulfilment, Order, Status
from kitchen_app.domain.recipient import Recipient
from kitchen_app.ui.board.recipient_row import SHOWN_FOR, RecipientRow
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.canned_recipient import RECIPIENT, SEALED

ORDER = canned.order("1027", status=Status.READY, fulfilment=Fulfilment.SELF_DELIVERY)
OTHER = canned.order("1028", status=Status.READY, fulfilment=Fulfilment.SELF_DELIVERY)


@pytest.fixture
def row(theme: Theme, ground: QWidget) -> RecipientRow:
    view = RecipientRow(theme, ground)
    view.show_order(ORDER)
    return view


def touch(row: RecipientRow) -> None:
    QTest.mouseClick(row.button, Qt.MouseButton.LeftButton)


def opened(row: RecipientRow) -> RecipientRow:
    touch(row)
    row.show_recipient(ORDER.order_id, RECIPIENT)
    assert row.sheet.is_open
    assert row.sheet.shown
    return row


def is_dark(row: RecipientRow) -> bool:
    return not row.sheet.is_open and not row.sheet.shown


def test_one_touch_asks_once(row: RecipientRow, qtbot: QtBot) -> None:
    assert row.isVisible()
    assert is_dark(row)
    assert "Hidden" in row.told.text()
    with qtbot.waitSignal(row.recipient_requested) as asked:
        touch(row)
    assert asked.args == [ORDER.order_id]
    assert "Asking" in row.told.text()
    with qtbot.assertNotEmitted(row.recipient_requested):
        touch(row)
    row.show_recipient(OTHER.order_id, RECIPIENT)
    assert is_dark(row)
    row.show_recipient(ORDER.order_id, RECIPIENT)
    assert row.sheet.shown[0][0] == "Name"


@pytest.mark.parametrize(
    "order",
    [
        canned.order("1027", status=Status.READY),
        canned.order("1027", status=Status.READY, fulfilment=Fulfilment.PICKUP),
        canned.order("1027", status=Status.READY, fulfilment=Fulfilment.DRONE),
        replace(ORDER, status=Status.COMPLETED),
        replace(ORDER, status=Status.CANCELLED),
        ORDER.without_person(),
    ],
)
def test_it_is_there_only_while_the_shop_has_to_bring_it(row: RecipientRow, order: Order) -> None:
    opened(row).show_order(order)
    assert row.isHidden()
    assert is_dark(row)


def test_another_state_of_the_order_leaves_it_open(row: RecipientRow) -> None:
    opened(row).show_order(replace(ORDER, dispatched_at=canned.NOW))
    assert row.sheet.is_open
    row.show_order(OTHER)
    assert is_dark(row)


def test_whatever_hides_the_row_hides_the_customer(row: RecipientRow, ground: QWidget) -> None:
    opened(row)
    ground.hide()
    assert is_dark(row)
    ground.show()
    assert is_dark(row)
    opened(row)
    ground.showMinimized()
    assert is_dark(row)
    ground.showNormal()
    touch(row)
    ground.hide()
    row.show_recipient(ORDER.order_id, RECIPIENT)
    assert is_dark(row), "nobody waits for it any more"


def test_it_is_hidden_after_two_minutes_and_shown_anew_as_long(row: RecipientRow) -> None:
    for start in (canned.NOW, canned.NOW + timedelta(hours=1)):
        opened(row).tick(start)
        row.tick(start + SHOWN_FOR - timedelta(seconds=1))
        assert row.sheet.is_open
        row.tick(start + SHOWN_FOR)
        assert is_dark(row)
    opened(row).tick(canned.NOW)
    row.sheet.close_panel()
    row.tick(canned.NOW + SHOWN_FOR)
    opened(row).tick(canned.NOW + SHOWN_FOR)
    assert row.sheet.is_open, "each look has its own two minutes"
    row.tick(canned.NOW)
    assert is_dark(row), "a clock that was set back shows nothing for hours"


def test_what_cannot_be_told_is_said_and_asked_again(row: RecipientRow, qtbot: QtBot) -> None:
    row.show_failed(ORDER.order_id, "nobody asked")
    row.show_not_ours(ORDER.order_id)
    assert "Hidden" in row.told.text()
    answers: list[tuple[Callable[[str], None], str]] = [
        (partial(row.show_failed, why="No network."), "No network."),
        (row.show_not_ours, "not ours"),
        (partial(row.show_recipient, recipient=Recipient()), "no address"),
        (partial(row.show_recipient, recipient=Recipient(hidden=True)), "all of it sealed"),
    ]
    for answer, words in answers:
        with qtbot.waitSignal(row.recipient_requested):
            touch(row)
        answer(ORDER.order_id)
        assert words in row.told.text()
        assert row.button.text() == "Try again"
        assert is_dark(row)
    touch(row)
    row.show_recipient(ORDER.order_id, SEALED)
    assert row.sheet.is_open
    row.sheet.close_panel()
    assert row.button.text() == "Show where to deliver"
