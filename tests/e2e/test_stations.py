"""An owner gives a dish to a station on the screen: the next order comes out in two parts."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from kitchen_app.domain.routing import Station
from kitchen_app.printing.blocks import Document, Role, Words
from kitchen_app.printing.render import draw, lay_out
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.store.config_file import load_settings
from kitchen_app.ui.printers.stations_page import StationsPage
from tests.e2e.stage import Stage, emulated_keeta, program
from tests.e2e.test_paper import Paper, Wait, accept, paper, place, wait

__all__ = ["paper", "wait"]


def opened(stage: Stage, wait: Wait) -> StationsPage:
    printing = stage.desk.window.printing
    printing.panel.stations_button.click()
    wait(lambda: printing.setup.stations is not None and printing.setup.stations.is_open)
    assert printing.setup.stations is not None
    return printing.setup.stations


def name_on_paper(name: str) -> bytes:
    """Return the rows of dots of a station's name, as a ticket of 576 dots shows it."""
    words = Words(text=f"\u2068{name}\u2069", role=Role.TIME, is_bold=True)
    sizes = dict(load_templates(KNOWN).by_name["kitchen"].sizes)
    picture = draw(lay_out(Document(blocks=(words,), sizes=sizes), 576))
    return picture.rows.strip(b"\x00")


def test_a_dish_of_a_station_comes_out_on_a_ticket_of_its_own(
    tmp_path: Path, paper: Paper, wait: Wait, qtbot: QtBot
) -> None:
    printing = PrintingSettings(printers=(paper.settings(),), default="Kitchen")
    load_settings(tmp_path)
    with (
        emulated_keeta(SandboxConfig(seed=7)) as (sandbox, keeta),
        program(tmp_path, sandbox, keeta, printing=printing) as stage,
    ):
        first, second = (str(stage.place(seed=5, lines=3)) for _ in range(2))
        cards = stage.desk.window.board.cards
        wait(lambda: {first, second} <= cards.keys())
        wait(lambda: all(len(cards[each].card.order.lines) == 3 for each in (first, second)))
        accept(stage, first)
        wait(lambda: paper.sheets == 1)
        assert name_on_paper("Grill") not in paper.printer.sheets[0].rows
        page = opened(stage, wait)
        page.add_button.click()
        dish = cards[second].card.order.lines[0]
        index = [each.name for each in page.editor.dishes].index(dish.name)
        page.editor.dish_buttons[index].click()
        page.keep_button.click()
        wait(lambda: not page.is_open)
        station = Station(name="Grill", printer="Kitchen", items=(dish.name,))
        assert load_settings(tmp_path).printing.stations == (station,)
        accept(stage, second)
        wait(lambda: paper.sheets == 3)
        named = [name_on_paper("Grill") in sheet.rows for sheet in paper.printer.sheets[1:]]
        assert named == [True, False]
        stage.desk.window.printing.setup.changes.take_back()
        wait(lambda: load_settings(tmp_path).printing.stations == ())
        accept(stage, place(stage, wait))
        wait(lambda: paper.sheets == 4)
        assert name_on_paper("Grill") not in paper.printer.sheets[3].rows
