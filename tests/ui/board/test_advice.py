"""New cards say how busy the kitchen is; once a minute and once a change, not each second."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.clock import UiClock
from tests.ui import canned
from tests.ui.conftest import settle

NEW = canned.card(canned.order("41"))
COOKING = canned.card(canned.order("31", status=Status.ACCEPTED, age_s=14 * 60 + 50))


def made(number: int) -> CardView:
    order = canned.order(str(50 + number), status=Status.READY, age_s=1800, ready_at=canned.NOW)
    return canned.card(order)


def advice_on(board: BoardView, view: CardView) -> str:
    return board.cards[view.order_id].body.advice.text()


def test_a_new_card_tells_the_load_and_others_do_not(board: BoardView, qapp: QApplication) -> None:
    board.show_changes((NEW, COOKING))
    settle(qapp)
    assert advice_on(board, NEW) == "1 cooking · oldest 14 min"
    assert board.cards[NEW.order_id].body.advice.isVisible()
    assert advice_on(board, COOKING) == ""


def test_with_three_orders_made_it_tells_when_this_one_would_be_ready(board: BoardView) -> None:
    board.show_changes((NEW, COOKING, made(1), made(2), made(3)))
    assert " · ready by about " in advice_on(board, NEW)


def test_an_idle_kitchen_is_not_spoken_of(board: BoardView) -> None:
    board.show_changes((NEW, made(1), made(2), made(3)))
    assert advice_on(board, NEW) == ""
    assert board.cards[NEW.order_id].body.advice.isHidden()


def test_minutes_pass_and_seconds_change_nothing(
    board: BoardView, clock: UiClock, moment: canned.FixedClock
) -> None:
    board.show_changes((NEW, COOKING))
    moment.forward(seconds=20)
    clock.tick()
    assert advice_on(board, NEW) == "1 cooking · oldest 14 min"
    moment.forward(seconds=50)
    clock.tick()
    assert advice_on(board, NEW) == "1 cooking · oldest 15 min"


def test_an_accepted_order_is_spoken_of_no_more(board: BoardView, qtbot: QtBot) -> None:
    board.show_changes((NEW, COOKING))
    accepted = canned.order("41", status=Status.ACCEPTED, accepted_at=canned.NOW)
    board.show_changes((canned.card(accepted),))
    assert advice_on(board, NEW) == ""
    other = canned.card(canned.order("42"))
    board.show_changes((other,))
    assert advice_on(board, other).startswith("2 cooking · ")


def test_it_is_given_up_before_the_lines(board: BoardView, qapp: QApplication) -> None:
    board.resize(1024, 330)
    board.show_changes((NEW, COOKING))
    settle(qapp)
    card = board.cards[NEW.order_id]
    assert advice_on(board, NEW)
    assert card.body.advice.isHidden()
