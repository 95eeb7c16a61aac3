"""A week is painted where it lies, in both directions; what is wrong stands out."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QWidget

from kitchen_app.ui import i18n
from kitchen_app.ui.shop.hours_words import spoken
from kitchen_app.ui.shop.week_grid import WeekGrid
from kitchen_app.ui.theme import Theme
from tests.ui import canned

HOUR = 3600


def colour_at(picture: QImage, grid: WeekGrid, day: int, hour: float) -> QColor:
    place = grid.layout_px
    y = place.top + (day + 0.3) * place.row
    return picture.pixelColor(QPoint(round(place.x_of(round(hour * HOUR))), round(y)))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_bars_lie_in_their_hours(
    qapp: QApplication, ground: QWidget, theme: Theme, language: str
) -> None:
    i18n.install(qapp, language)
    grid = WeekGrid(theme, ground)
    grid.resize(800, 400)
    grid.show()
    grid.pick(4, 0)
    grid.show_week(spoken(canned.NIGHTS), fault=0)
    picture = grid.grab().toImage()
    empty, bar, picked = (theme.colour(name) for name in ("card", "go_quiet", "go"))
    assert colour_at(picture, grid, 0, 10.5) == bar
    assert colour_at(picture, grid, 0, 16) == empty
    assert colour_at(picture, grid, 4, 23.9) == picked
    assert colour_at(picture, grid, 5, 0.1) == picked
    assert colour_at(picture, grid, 6, 4) == empty
    inks = {picture.pixelColor(x, y).name() for x in range(800) for y in range(20, 70)}
    assert theme.colour("late").name() in inks
