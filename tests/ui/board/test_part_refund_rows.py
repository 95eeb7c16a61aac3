"""Steppers for what Keeta offers."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from kitchen_app.domain.part_refund import Choice, RowId
from kitchen_app.ui.board.part_refund_rows import PartRefundRows
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_what_is_chosen_is_told_by_row(qtbot: QtBot, theme: Theme) -> None:
    rows = PartRefundRows(theme)
    qtbot.addWidget(rows)
    rows.show_preview(canned.preview())
    assert rows.choices() == ()
    with qtbot.waitSignal(rows.changed):
        rows.rows[2].stepper.more_button.click()
    assert rows.choices() == (Choice(row_id=RowId("3"), count=1),)
    name = rows.rows[0].stepper.more_button.accessibleName()
    assert "Chicken shawarma plate" in name
    rows.show_preview(None)
    assert (rows.rows, rows.choices()) == ([], ())


def test_rows_that_share_an_id_count_together(qtbot: QtBot, theme: Theme) -> None:
    rows = PartRefundRows(theme)
    qtbot.addWidget(rows)
    offered = canned.preview()
    alike = tuple(replace(row, row_id=RowId("7")) for row in offered.rows)
    rows.show_preview(replace(offered, rows=alike))
    for row in rows.rows[:2]:
        row.stepper.more_button.click()
    assert rows.choices() == (Choice(row_id=RowId("7"), count=2),)
