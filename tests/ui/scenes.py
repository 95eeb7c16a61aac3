"""The pictures of the screen: which cards, and what is open over them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kitchen_app.domain.actions import CancelReason
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.services.board import CardView
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.ui.main_window import MainWindow
from tests.ui import canned

STATES = canned.states()
MONEY = canned.money_states()
BUSY = (*STATES.values(), *MONEY.values())


def _nothing_open(window: MainWindow) -> None:
    """Show the board alone."""


def _refund(window: MainWindow) -> None:
    window.panels.open_answer(MONEY["refund"].order_id)


def _part_refund(window: MainWindow) -> None:
    order_id = STATES["completed"].order_id
    window.panels.open_part(order_id)
    part = window.panels.part
    part.show_offer(order_id, canned.preview())
    part.rows.rows[0].stepper.more_button.click()
    part.show_price(order_id, part.rows.choices(), canned.preview(priced=3400))
    part.why.choices[PartRefundReason.MISSING].setChecked(True)


def _over_refundable(window: MainWindow) -> None:
    order_id = STATES["completed"].order_id
    window.panels.open_part(order_id)
    part = window.panels.part
    part.show_offer(order_id, canned.preview())
    part.rows.rows[0].stepper.more_button.click()
    part.show_trouble(order_id, part.rows.choices(), "over_refundable", "")


def _question(window: MainWindow) -> None:
    window.panels.open_answer(MONEY["question"].order_id)


def _cancel(window: MainWindow) -> None:
    window.panels.ask_why(STATES["preparing"].order_id)
    window.panels.cancel.why.choices[CancelReason.NO_INGREDIENTS].setChecked(True)


def _all_day(window: MainWindow) -> None:
    window.tools.open_all_day()
    window.tools.all_day.rows[0].click()


def _recall(window: MainWindow) -> None:
    recall = window.tools.recall
    recall.open_empty()
    recall.pad["3"].click()
    found = tuple(card for card in STATES.values() if "3" in card.order.number)
    recall.show_found("3", found, canned.NOW)


def _menu(window: MainWindow) -> None:
    window.tools.open_menu()


def _pin(window: MainWindow) -> None:
    order = STATES["preparing"].order
    matter = Matter(deed=Deed.CANCEL, order_id=order.order_id, amount=order.paid)
    window.pin.want(matter, print)
    for digit in "2580":
        window.pin.pad.pad[digit].click()


def _pin_locked(window: MainWindow) -> None:
    _pin(window)
    window.pin.pad.close_for(240, canned.NOW)


def _keys(window: MainWindow) -> None:
    window.keys_panel.learn()
    QTest.keyClick(window.keys_panel, Qt.Key.Key_F5)
    QTest.keyClick(window.keys_panel, Qt.Key.Key_A)


def _clean(window: MainWindow) -> None:
    window.tools.clean.begin()


def _details(window: MainWindow) -> None:
    window.panels.open_details(STATES["completed"].order_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a picture shows."""

    cards: tuple[CardView, ...]
    play: Callable[[MainWindow], None]


SCENES = {
    "quiet": Scene(cards=(), play=_nothing_open),
    "board": Scene(cards=BUSY, play=_nothing_open),
    "refund": Scene(cards=BUSY, play=_refund),
    "part-refund": Scene(cards=BUSY, play=_part_refund),
    "over-refundable": Scene(cards=BUSY, play=_over_refundable),
    "question": Scene(cards=BUSY, play=_question),
    "cancel": Scene(cards=BUSY, play=_cancel),
    "details": Scene(cards=BUSY, play=_details),
    "all-day": Scene(cards=BUSY, play=_all_day),
    "recall": Scene(cards=BUSY, play=_recall),
    "menu": Scene(cards=BUSY, play=_menu),
    "pin": Scene(cards=BUSY, play=_pin),
    "pin-locked": Scene(cards=BUSY, play=_pin_locked),
    "keys": Scene(cards=BUSY, play=_keys),
    "clean": Scene(cards=BUSY, play=_clean),
}
SIZES = {"": (1280, 800), "-small": (1024, 600)}
