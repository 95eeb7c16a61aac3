"""From Keeta's message to paper: the whole program, a printer on a socket, a person."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.domain.routing import Moment, PrinterPlan
from kitchen_app.domain.tickets import Copy
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.services.print_ports import PrinterState
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings
from tests.e2e.installation import Installation, placed, signed
from tests.e2e.stage import Stage, set_up
from tests.printing.fake_printer import FakePrinter, Fault

WITHIN_MS = 15_000
TOLD_WITHIN_MS = 5_000
JSON = {"Content-Type": "application/json"}

Wait = Callable[[Callable[[], bool]], None]


class Paper:
    """A printer that is there while the test is; `is_well` says what it has printed by then."""

    def __init__(self) -> None:
        self._thread = LoopThread("printer")
        self._thread.start()
        self.printer = self._thread.submit(self._made()).result(timeout=5)

    async def _made(self) -> FakePrinter:
        printer = FakePrinter()
        await printer.have(Fault.NONE)
        return printer

    def have(self, fault: Fault) -> None:
        self._thread.submit(self.printer.have(fault)).result(timeout=5)

    def close(self) -> None:
        self.have(Fault.REFUSES)
        self._thread.stop()

    @property
    def sheets(self) -> int:
        return len(self.printer.sheets)

    def settings(self, name: str = "Kitchen") -> PrinterSettings:
        return PrinterSettings(
            plan=PrinterPlan(name=name, kitchen=Moment.ACCEPTED),
            connection=Connection.NETWORK,
            address=f"127.0.0.1:{self.printer.port}",
            profile=PROFILES["80mm"],
        )


@pytest.fixture
def paper() -> Iterator[Paper]:
    made = Paper()
    yield made
    made.close()


@pytest.fixture
def stage(qtbot: QtBot, tmp_path: Path, paper: Paper) -> Iterator[Stage]:
    printing = PrintingSettings(printers=(paper.settings(),), default="Kitchen")
    with set_up(tmp_path, SandboxConfig(seed=7), printing=printing) as whole:
        yield whole


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def until(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=WITHIN_MS)

    return until


def place(stage: Stage, wait: Wait) -> str:
    order_id = str(stage.place())
    cards = stage.desk.window.board.cards
    wait(lambda: order_id in cards and bool(cards[order_id].card.order.lines))
    return order_id


def accept(stage: Stage, order_id: str) -> None:
    stage.desk.window.board.cards[order_id].foot.step_button.click()


def test_an_accepted_order_is_printed_once_and_again_when_asked(
    stage: Stage, paper: Paper, wait: Wait, qtbot: QtBot
) -> None:
    order_id = place(stage, wait)
    assert paper.sheets == 0
    accept(stage, order_id)
    wait(lambda: paper.sheets == 1)
    first = paper.printer.sheets[0]
    assert first.width == 576
    assert first.is_cut
    window = stage.desk.window
    window.panels.open_details(order_id)
    window.panels.details.paper.buttons[Copy.KITCHEN].click()
    wait(lambda: paper.sheets == 2)
    copy = paper.printer.sheets[1]
    assert copy.height > first.height, "a copy says that it is one"


def test_without_paper_it_is_told_within_five_seconds_and_printed_when_there_is_some(
    stage: Stage, paper: Paper, wait: Wait, qtbot: QtBot
) -> None:
    order_id = place(stage, wait)
    paper.have(Fault.PAPER_OUT)
    accept(stage, order_id)
    window = stage.desk.window

    def is_told() -> bool:
        look = window.banner.look
        return look is not None and "no paper" in look.title

    qtbot.waitUntil(is_told, timeout=TOLD_WITHIN_MS)
    assert window.board.cards[order_id].isVisible()
    paper.have(Fault.NONE)
    wait(lambda: paper.sheets == 1)
    wait(lambda: not is_told())


def test_what_was_printed_and_is_cancelled_is_followed_by_a_slip(
    stage: Stage, paper: Paper, wait: Wait
) -> None:
    order_id = place(stage, wait)
    accept(stage, order_id)
    wait(lambda: paper.sheets == 1)
    stage.keeta.call_soon(lambda: stage.sandbox.cancel_by_service(int(order_id)))
    wait(lambda: paper.sheets == 2)
    assert paper.printer.sheets[1].rows != paper.printer.sheets[0].rows


def test_a_test_page_is_printed_from_the_panel(stage: Stage, paper: Paper, wait: Wait) -> None:
    window = stage.desk.window
    wait(lambda: "Kitchen" in window.printing.panel.rows)
    window.printing.open()
    row = window.printing.panel.rows["Kitchen"]
    row.test_button.click()
    wait(lambda: paper.sheets == 1)
    wait(row.test_button.isEnabled)
    states = {each.state for each in stage.core.kitchen.printing.view.printers}
    assert states <= {PrinterState.READY, PrinterState.PRINTING}


def black_dots(file: Path) -> int:
    picture = QImage(str(file)).convertToFormat(QImage.Format.Format_Grayscale8)
    content = bytes(picture.constBits())
    size = picture.bytesPerLine()
    rows = [content[y * size :][: picture.width()] for y in range(picture.height())]
    return sum(row.count(0) for row in rows)


def test_an_installed_program_prints_what_the_command_line_draws(
    tmp_path: Path, paper: Paper, qtbot: QtBot
) -> None:
    shop = Installation(tmp_path / "data")
    config = shop.data_dir / "kitchen.toml"
    config.write_text(
        config.read_text("utf-8") + '\n[printing]\nlanguages = ["en", "ar"]\n\n[[printers]]\n'
        f'name = "Grill"\nkind = "network"\naddress = "127.0.0.1:{paper.printer.port}"\n'
        'kitchen = "placed"\n',
        "utf-8",
    )
    order_id, message = placed(1)
    body = signed(shop.url, event_id=1001, message_id="m1", message=message)
    with shop.running():
        for _ in range(2):
            answer = httpx.post(shop.url, content=body, headers=JSON, trust_env=False)
            assert answer.status_code == 200
        qtbot.waitUntil(lambda: paper.sheets == 1, timeout=WITHIN_MS)
    place = tmp_path / "order.png"
    where = ("--data-dir", str(shop.data_dir))
    drawn = shop.command("print", order_id, "--to", str(place), *where)
    assert drawn.returncode == 0, drawn.stderr
    on_paper = sum(row.bit_count() for row in paper.printer.sheets[0].rows)
    assert black_dots(place) == pytest.approx(on_paper, rel=0.01)
    sent = shop.command("print", order_id, "--to", "Grill", *where)
    assert (sent.returncode, sent.stdout.strip()) == (0, "Grill: printed, ready"), sent.stderr
    assert paper.sheets == 2
    unknown = shop.command("print", order_id, "--to", "Bar", *where)
    assert unknown.returncode != 0
    assert "'Grill'" in unknown.stderr
