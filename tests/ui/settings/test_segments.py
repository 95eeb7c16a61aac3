"""Choices stand in no more columns than there is room for; the rows test the rest."""

from pytestqt.qtbot import QtBot

from kitchen_app.ui.settings.segments import Option, SegmentGrid
from kitchen_app.ui.theme import Theme

OPTIONS = [Option(value=n, words=str(n)) for n in range(4)]


def test_a_list_has_one_column(qtbot: QtBot, theme: Theme) -> None:
    grid = SegmentGrid(theme, "Place", OPTIONS, columns=1)
    wide = SegmentGrid(theme, "Place", OPTIONS)
    for each in (grid, wide):
        qtbot.addWidget(each)
        each.resize(900, 300)
        each.show()
    assert len({segment.x() for segment in grid.segments}) == 1
    assert len({segment.x() for segment in wide.segments}) == 4
    assert grid.segments[2].accessibleName() == "Place: 2"
