"""An order as a picture, from what is stored."""

import argparse
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kitchen_app.base.errors import KnownError
from kitchen_app.cli.print_ticket import add_arguments, chosen, execute
from kitchen_app.domain.order import OrderId
from kitchen_app.printing.errors import FileNotMade
from kitchen_app.store.config_file import load_settings
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.printing.papers import CANCELLED, CASE, NOW, ORDER


@pytest.fixture
def shop(tmp_path: Path, qapp: QApplication) -> Path:
    """A data folder with a running order, a cancelled one, and two with one number."""
    load_settings(tmp_path)
    twice = [replace(ORDER, order_id=OrderId(f"7{each}"), number="7") for each in range(2)]
    store = SqliteStore(open_database(tmp_path))
    with store.transaction():
        for order in (ORDER, replace(CANCELLED, order_id=OrderId("5"), number="A5"), *twice):
            store.orders.save(order, NOW)
        store.refunds.save(CASE)
    store.close()
    return tmp_path


def run(shop: Path, *typed: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return execute(parser.parse_args([*typed, "--data-dir", str(shop)]))


@pytest.mark.parametrize("typed", [ORDER.number, ORDER.order_id])
def test_an_order_is_drawn_by_number_or_id(
    shop: Path, typed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    place = shop / "order.png"
    assert run(shop, typed, "--to", str(place), "--width", "384") == 0
    assert QImage(str(place)).width() == 384
    assert "384 dots" in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "copy"), [("1042", "bag"), ("1042", "stop"), ("a5", "stop")])
def test_other_papers_are_drawn_too(shop: Path, typed: str, copy: str) -> None:
    place = shop / "order.pdf"
    assert run(shop, typed, "--to", str(place), "--copy", copy) == 0
    assert place.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("9", "--to", "x.png"), "No order 9"),
        (("7", "--to", "x.png"), "2 orders have the number 7.*7[01], 7[01]"),
        (("1042", "--to", "Kitchen"), "no printer called 'Kitchen'"),
        (("70", "--to", "x.png", "--copy", "stop"), "neither cancelled nor refunded"),
    ],
)
def test_what_cannot_be_printed_is_told(shop: Path, typed: tuple[str, ...], told: str) -> None:
    with pytest.raises(KnownError, match=told):
        run(shop, *typed)


def test_a_file_that_cannot_be_written_is_told(shop: Path) -> None:
    with pytest.raises(FileNotMade, match="cannot be written"):
        run(shop, "1042", "--to", str(shop / "none" / "x.png"))


def test_an_owners_template_that_is_wrong_is_told_and_ours_is_used(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "tickets").mkdir()
    (shop / "tickets" / "kitchen.toml").write_text('blocks = ["numer"]\n')
    assert run(shop, "1042", "--to", str(shop / "x.png")) == 0
    told = capsys.readouterr().err
    assert "kitchen.toml, line 1" in told
    assert "'numer'" in told


@pytest.mark.parametrize("width", ["0", "199", "wide", "99999"])
def test_a_paper_has_a_width(shop: Path, width: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(shop, "1042", "--to", "x.png", "--width", width)
    assert "from 200" in capsys.readouterr().err


def test_an_id_goes_before_a_number() -> None:
    other = replace(ORDER, order_id=OrderId("8"), number=ORDER.order_id)
    assert chosen([other, ORDER], ORDER.order_id) is ORDER


def test_a_day_is_drawn(shop: Path) -> None:
    today, that_day = shop / "today.png", shop / "day.png"
    assert run(shop, "--to", str(today), "--summary") == 0
    assert run(shop, "--summary", "2026-03-14", "--to", str(that_day)) == 0
    assert QImage(str(that_day)).height() >= QImage(str(today)).height() > 100


def test_a_day_is_printed(shop: Path) -> None:
    paper = shop / "paper"
    paper.mkdir()
    table = f'\n[[printers]]\nname = "Folder"\nkind = "folder"\naddress = {str(paper)!r}\n'
    with (shop / "kitchen.toml").open("a", encoding="utf-8") as file:
        file.write(table)
    assert run(shop, "--summary", "2026-03-14", "--to", "Folder") == 0
    assert [file.name for file in paper.iterdir()] == ["day-summary.png"]


@pytest.mark.parametrize("typed", [("--summary", "14.3."), ("--summary", "2026-02-30")])
def test_what_is_no_day_is_told(shop: Path, typed: tuple[str, str]) -> None:
    with pytest.raises(KnownError, match="is no day"):
        run(shop, *typed, "--to", "x.png")


@pytest.mark.parametrize("typed", [(), ("1042", "--summary", "2026-03-14")])
def test_one_thing_is_printed(shop: Path, typed: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        run(shop, *typed, "--to", "x.png")
