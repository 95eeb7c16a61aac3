"""Orders are searched while people type, page after page; the last question counts."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import Found, Standing, Wanted
from kitchen_app.domain.order import OrderId
from kitchen_app.ui import history_panel, i18n
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.history_panel import HistoryPanel
from kitchen_app.ui.theme import Theme
from tests.ui import canned, canned_history
from tests.ui.stage import settle

PAGE = canned_history.history()


@pytest.fixture
def panel(ground: QWidget, theme: Theme, clock: UiClock) -> HistoryPanel:
    return HistoryPanel(theme, ground, clock)


@pytest.fixture
def looks(panel: HistoryPanel) -> list[Wanted]:
    asked: list[Wanted] = []
    panel.wanted.connect(asked.append)
    return asked


def page(first: int, count: int, *, more: bool) -> Found:
    """Return orders with numbers and ids that count down."""
    orders = tuple(
        canned_history.found_of(
            replace(canned.order(str(number)), order_id=OrderId(str(number)), lines=())
        )
        for number in range(first, first - count, -1)
    )
    return Found(orders=orders, next=first - count if more else None)


def numbers(panel: HistoryPanel) -> list[str]:
    return [row.found.order.number for row in panel.rows]


def texts(panel: HistoryPanel) -> list[str]:
    return [part.accessibleName() for part in panel._parts]


def test_it_opens_with_the_newest_and_the_keyboard_in_its_field(
    panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    assert looks == [Wanted()]
    assert panel.field.hasFocus()
    panel.show_found(looks[-1], PAGE)
    assert numbers(panel) == ["1044", "1032", "1029", "0977", "0976"]
    assert "whole day: 3 orders" in texts(panel)[0]
    assert "212 orders" in texts(panel)[4]
    assert not panel.told.isVisible()
    assert not panel.left.isVisible()


def test_it_fills_the_width(panel: HistoryPanel, ground: QWidget) -> None:
    panel.open_newest()
    assert panel.geometry() == ground.rect()


def test_each_letter_asks_and_only_the_last_answer_counts(
    panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    QTest.keyClicks(panel.field, " so")
    assert [each.text for each in looks] == ["", "", "s", "so"]
    panel.show_found(looks[-1], PAGE)
    panel.show_found(looks[-2], Found())
    assert len(panel.rows) == len(PAGE.orders)


def test_filters_and_words_go_together(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.filters.period.chips[1].click()
    panel.filters.standing.chips[0].click()
    QTest.keyClicks(panel.field, "x")
    yesterday = canned_history.TODAY - canned_history.DAY
    assert looks[-1] == Wanted(
        text="x", first=yesterday, last=yesterday, standing=Standing.FINISHED
    )


def test_nothing_found_says_so_and_leads_back(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.filters.period.chips[0].click()
    panel.field.setText("curry")
    panel.show_found(looks[-1], Found())
    assert "Nothing found" in panel.told.text()
    assert "curry" in panel.told.text()
    panel.clear_button.click()
    assert looks[-1] == Wanted()
    assert panel.field.text() == ""


def test_filters_alone_that_find_nothing_are_cleared_too(
    panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    panel.filters.period.chips[0].click()
    panel.show_found(looks[-1], Found())
    assert panel.told.text() == i18n.tr("history.none_so")
    panel.clear_button.click()
    assert looks[-1] == Wanted()


def test_an_empty_history_has_nothing_to_clear(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], Found())
    assert panel.told.text() == i18n.tr("history.none")
    assert not panel.clear_button.isVisible()


def test_what_is_not_indexed_yet_is_told(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], replace(PAGE, left=1240))
    assert panel.left.isVisible()
    assert "1240" in panel.left.text()


def test_the_next_page_comes_when_the_last_row_is_near(
    qapp: QApplication, panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], page(90, 30, more=True))
    settle(qapp)
    assert len(looks) == 1, "thirty rows are more than the screen shows"
    bar = panel.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    bar.setValue(bar.maximum() - 1)
    assert looks[1:] == [Wanted(before=60)], "and it is asked for once"
    panel.show_found(looks[-1], page(60, 3, more=False))
    settle(qapp)
    bar.setValue(bar.maximum())
    assert len(looks) == 2
    assert len(panel.rows) == 33
    assert len(texts(panel)) == 34, "the day is named once"


def test_a_short_page_is_followed_at_once(
    qtbot: QtBot, panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], page(90, 1, more=True))
    qtbot.waitUntil(lambda: len(looks) == 2)


def test_a_very_long_list_goes_on_in_another(
    panel: HistoryPanel, looks: list[Wanted], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_panel, "_MOST_ROWS", 4)
    panel.open_newest()
    panel.show_found(looks[-1], page(90, 4, more=True))
    panel._ask_more()
    assert len(looks) == 1
    assert panel.older_button.isVisible()
    panel.older_button.click()
    assert looks[-1] == Wanted(before=86)
    panel.show_found(looks[-1], page(86, 2, more=False))
    assert numbers(panel) == ["86", "85"]
    assert not panel.older_button.isVisible()


def test_a_touch_or_enter_asks_for_the_order(
    qtbot: QtBot, panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    with qtbot.assertNotEmitted(panel.order_requested):
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    panel.show_found(looks[-1], PAGE)
    with qtbot.waitSignal(panel.order_requested) as typed:
        QTest.keyClick(panel.field, Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.order_requested) as touched:
        QTest.mouseClick(panel.rows[0], Qt.MouseButton.LeftButton)
    assert typed.args == touched.args == [PAGE.orders[0].order_id]


def test_a_slash_goes_to_the_field(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], PAGE)
    panel.field.setText("so")
    panel.rows[0].setFocus()
    QTest.keyClicks(panel.rows[0], "/")
    assert panel.field.hasFocus()
    assert panel.field.selectedText() == "so"
    QTest.keyClick(panel.field, Qt.Key.Key_Escape)
    assert not panel.is_open


def test_a_history_that_cannot_be_read_is_told(panel: HistoryPanel, looks: list[Wanted]) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], PAGE)
    panel.show_unreadable(Wanted(text="old"))
    assert panel.rows
    panel.show_unreadable(looks[-1])
    assert not panel.rows
    assert panel.told.text() == i18n.tr("history.unreadable")


def test_an_order_that_is_gone_is_looked_for_again(
    panel: HistoryPanel, looks: list[Wanted]
) -> None:
    panel.open_newest()
    panel.show_found(looks[-1], PAGE)
    panel.show_gone("somebody else's")
    assert len(looks) == 1
    panel.show_gone(PAGE.orders[1].order_id)
    assert len(looks) == 2


@pytest.mark.parametrize("language", ["en", "ar", "zh_HK"])
@pytest.mark.parametrize("size", [(1024, 456), (1920, 930)])
def test_nothing_is_cut_off(
    qapp: QApplication,
    ground: QWidget,
    theme: Theme,
    clock: UiClock,
    language: str,
    size: tuple[int, int],
) -> None:
    i18n.install(qapp, language)
    ground.resize(*size)
    panel = HistoryPanel(theme, ground, clock)
    asked: list[Wanted] = []
    panel.wanted.connect(asked.append)
    panel.open_newest()
    panel.show_found(asked[-1], PAGE)
    settle(qapp)
    assert panel.geometry() == ground.rect()
    assert panel.minimumSizeHint().width() <= size[0]
    target = theme.px("target")
    buttons: list[QWidget] = [panel.field, panel.back_button, *panel.rows]
    buttons += panel.filters.standing.chips
    assert all(button.height() >= target for button in buttons)
    for row in panel.rows:
        assert row.width() <= panel.area.viewport().width()
