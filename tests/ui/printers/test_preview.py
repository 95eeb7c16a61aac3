"""What was asked for last is what is shown."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kitchen_app.domain.tickets import Copy
from kitchen_app.ui.printers.preview import TicketPreview
from kitchen_app.ui.theme import Theme


def an_image(width: int = 100, height: int = 900) -> QImage:
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(255)
    return image


@pytest.fixture
def preview(qtbot: QtBot, theme: Theme) -> TicketPreview:
    made = TicketPreview(theme)
    qtbot.addWidget(made)
    made.resize(400, 500)
    made.show()
    return made


def test_a_late_picture_of_something_else_is_not_shown(preview: TicketPreview) -> None:
    late = preview.number
    preview.ask()
    preview.show_picture(late, an_image())
    assert preview.picture.pixmap().isNull()
    preview.show_picture(preview.number, an_image())
    assert preview.picture.pixmap().height() == 900
    preview.show_none(late)
    assert preview.picture.isVisible()


def test_another_paper_is_asked_for(preview: TicketPreview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.picture_requested) as asked:
        preview.grid.segments[2].click()
    assert asked.args is not None
    assert asked.args[1] is Copy.STOP
    preview.show_none(preview.number)
    assert "no picture" in preview.said.text()
    preview.show_picture(preview.number, an_image())
    assert not preview.said.isVisible()


def test_another_width_of_the_screen_is_another_picture(
    preview: TicketPreview, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(preview.picture_requested) as asked:
        preview.resize(300, 500)
    assert asked.args is not None
    assert asked.args[2] == preview.scroll_area.viewport().width()
