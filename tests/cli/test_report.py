"""A report from the command line, over a real data folder."""

import argparse
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.cli.report import NoReport, add_arguments, execute
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Status
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.store.config_file import load_settings
from kitchen_app.store.database import open_database
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON
from tests.store.people import NAME, a_case, of_a_person

DAY = f"{kitchen_day(NOON)}"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    load_settings(tmp_path)
    store = SqliteStore(open_database(tmp_path))
    for number, status in enumerate((Status.COMPLETED, Status.COMPLETED, Status.CANCELLED)):
        order = of_a_person(number, status, net=Money(minor=5000, currency="SAR"))
        store.orders.save(order, NOON)
        store.refunds.save(replace(a_case(order), reason=f"{NAME} {number}"))
    store.close()
    return tmp_path


def run(shop: Path, *typed: str) -> int:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return execute(parser.parse_args([*typed, "--data-dir", str(shop)]))


def test_a_day_is_told_in_figures_without_anybody(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(shop, "--date", DAY) == 0
    told = capsys.readouterr().out
    lines = [line.split() for line in told.splitlines()]
    assert ["Finished", "2", "0"] in lines
    assert ["Net", "100.00", "SAR"] in lines
    assert NAME not in told
    place = shop / "told.txt"
    assert run(shop, "--date", DAY, "--out", str(place)) == 0
    assert place.read_text("utf-8") == told


def test_files_are_written_where_they_are_wanted(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, folder = shop / "month.xlsx", shop / "new" / "week"
    month = ("--period", "month", "--date", DAY, "--language", "ar")
    assert run(shop, *month, "--format", "xlsx", "--out", str(book)) == 0
    week = ("--period", "week", "--date", DAY, "--format", "csv")
    assert run(shop, *week, "--out", str(folder)) == 0
    assert "3 orders" in capsys.readouterr().out
    assert zipfile.is_zipfile(book)
    names = {file.stem.rsplit("-", 1)[-1] for file in folder.iterdir()}
    assert names == {"summary", "day", "hour", "weekday", "refunds", "orders"}
    assert not any(NAME.encode() in file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize("typed", [("--date", "yesterday"), ("--date", "1999-01-01")])
def test_what_is_no_day_is_refused(
    shop: Path, typed: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(shop, *typed)
    assert "a day" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["text", "csv", "xlsx"])
def test_a_place_where_nothing_can_be_written_is_named(shop: Path, form: str) -> None:
    taken = shop / "kitchen.toml" / "x"
    with pytest.raises(NoReport, match="cannot be written"):
        run(shop, "--date", DAY, "--format", form, "--out", str(taken))
    if form != "text":
        with pytest.raises(NoReport, match="--out"):
            run(shop, "--format", form)


def test_a_folder_without_orders_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError):
        run(tmp_path)
