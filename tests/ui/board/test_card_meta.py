"""Cutlery and payment."""

from datetime import timedelta

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kitchen_app.domain.cooking_times import Usual
from kitchen_app.ui.board.card_meta import CardMeta
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()


def told(meta: CardMeta) -> list[str]:
    labels = [label for label in meta.findChildren(QLabel) if label.isVisible()]
    return [label.text().replace("\u2068", "").replace("\u2069", "") for label in labels]


def test_how_long_a_new_order_usually_takes(qtbot: QtBot, theme: Theme) -> None:
    meta = CardMeta(theme)
    qtbot.addWidget(meta)
    meta.show()
    usual = Usual(takes=timedelta(minutes=14))
    meta.show_order(STATES["in_time"].order, usual=usual)
    assert told(meta)[0].endswith("usually takes 14 min")
    meta.show_order(STATES["preparing"].order, usual=usual)
    assert "usually" not in told(meta)[0], "once it is accepted it has a time"


def test_cash_stands_on_its_own(qtbot: QtBot, theme: Theme) -> None:
    meta = CardMeta(theme)
    qtbot.addWidget(meta)
    meta.show_order(STATES["soon"].order)
    meta.show()
    assert told(meta) == ["cutlery · paid SAR\u00a068.00"]
    meta.show_order(STATES["late"].order)
    assert sorted(told(meta)) == ["Cash: collect SAR\u00a068.00", "cutlery"]
