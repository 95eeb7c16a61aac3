"""How fast a million orders are searched, and whether a start grows with them.

Run with `python packaging/dev.py test -m bench -s`. Making the million takes some minutes and two
gigabytes. What is measured is what a person waits for but for the painting: a whole search, from
opening the file to the page with the totals of its days.
"""

import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.domain.history import Standing, Wanted
from kitchen_app.domain.order import Fulfilment
from kitchen_app.domain.report_count import figures_of
from kitchen_app.domain.sold_out import kitchen_day
from kitchen_app.services.board import Board
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.report_reader import ReportFile
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.sqlite_store import SqliteStore
from tests.bench.orders import write

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]

MANY, FEW = 1_000_000, 1_000
ROUNDS = 20
FIRST_PAGE_MS = 100
SEARCH_MS = 50
MONTH_MS = 300
STARTS = 5
SLOWER_START_MS = 500
"""So much longer a start with a million orders may take than one with a thousand: the ten thousand
rows that were written last are checked at every start."""

NOW = datetime.now(UTC)
TODAY = kitchen_day(NOW)

SEARCHES = {
    "a number": Wanted(text="345"),
    "a part of numbers": Wanted(text="45"),
    "an end of an id": Wanted(text="79317"),
    "one sign of Chinese": Wanted(text="牛"),
    "a part of a dish in Chinese": Wanted(text="肉咖"),
    "a part of a dish in Arabic": Wanted(text="دجاج"),
    "Arabic without its hamza": Wanted(text="ارز"),
    "an item": Wanted(text="chicken curry"),
    "a very common word": Wanted(text="noodles"),
    "one letter": Wanted(text="c"),
    "an amount": Wanted(text="123.50"),
    "a word of notes": Wanted(text="onions"),
    "a day": Wanted(text=f"{TODAY - timedelta(days=30):%d/%m}"),
    "nothing": Wanted(text="xqzv"),
    "three words, one of them rare": Wanted(text="lamb congee 77"),
    "cancelled": Wanted(standing=Standing.CANCELLED),
    "refunded, with a word": Wanted(text="duck", standing=Standing.REFUNDED),
    "missed and picked up": Wanted(standing=Standing.MISSED, fulfilment=Fulfilment.PICKUP),
}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("many")
    file = write(folder, MANY, NOW)
    yield folder
    file.unlink()


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    write(folder, FEW, NOW)
    return folder


def milliseconds(reader: HistoryFile, wanted: Wanted) -> float:
    start = time.perf_counter()
    reader.find(wanted)
    return (time.perf_counter() - start) * 1000


def p95(took: list[float]) -> float:
    return statistics.quantiles(took, n=20)[-1]


def tell(what: str, took: list[float]) -> None:
    middle = statistics.median(took)
    sys.stdout.write(f"\n{what}: median {middle:.1f} ms, p95 {p95(took):.1f} ms")


def test_the_first_page_comes_at_once(many: Path) -> None:
    reader = HistoryFile(many / "kitchen.db")
    took = [milliseconds(reader, Wanted(today=TODAY)) for _ in range(5 * ROUNDS)]
    tell("first page", took)
    assert p95(took) <= FIRST_PAGE_MS


def test_a_search_is_done_before_the_next_letter(many: Path) -> None:
    reader = HistoryFile(many / "kitchen.db")
    everything: list[float] = []
    for what, wanted in SEARCHES.items():
        took = [milliseconds(reader, wanted) for _ in range(ROUNDS)]
        tell(what, took)
        everything += took
    tell("all searches", everything)
    assert p95(everything) <= SEARCH_MS


def test_typing_a_word_letter_by_letter(many: Path) -> None:
    reader = HistoryFile(many / "kitchen.db")
    took = []
    for word in ("chicken curry", "family duck", "1045", "燒鴨咖喱", "شوربة سمك"):
        for _ in range(ROUNDS // 4):
            parts = (word[:end] for end in range(1, len(word) + 1))
            took += [milliseconds(reader, Wanted(text=part, today=TODAY)) for part in parts]
    tell("each letter of a word", took)
    assert p95(took) <= SEARCH_MS


def test_a_month_is_read_and_counted_while_a_person_waits(many: Path) -> None:
    """Ten thousand orders, the newest first and those of a year ago; a report reads two months."""
    reader = ReportFile(many / "kitchen.db")
    took = []
    for days in (20, 365):
        since = NOW - timedelta(days=days)
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            kept = reader.kept(since, since + timedelta(days=20))
            figures_of(kept.rows, 15)
            took.append((time.perf_counter() - begin) * 1000)
        assert len(kept.rows) > 9_900
    tell("a month of ten thousand orders", took)
    assert p95(took) <= MONTH_MS


def start_ms(folder: Path) -> float:
    """Return how long it takes from nothing to a board that can be shown."""
    begin = time.perf_counter()
    clock = SystemClock()
    safe = Safekeeping(folder, clock)
    store = SqliteStore(safe.database, safe.journal)
    Board(store, Hub(), Links(clock), clock).load()
    took = (time.perf_counter() - begin) * 1000
    safe.close()
    return took


def test_a_start_does_not_grow_with_the_history(many: Path, few: Path) -> None:
    folders = (few, many)
    took: dict[Path, list[float]] = {folder: [] for folder in folders}
    for _ in range(STARTS):
        for folder in folders:
            took[folder].append(start_ms(folder))
    least, most = (statistics.median(took[folder]) for folder in folders)
    sys.stdout.write(f"\nboard start: {FEW} orders {least:.0f} ms, {MANY} orders {most:.0f} ms\n")
    assert most - least <= SLOWER_START_MS
