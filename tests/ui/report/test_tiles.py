"""The figures of a report in words."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.history import Outcome
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Party
from kitchen_app.domain.report import Figures, Report, Spread, Stated
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.report.tiles import ReportTile, Tiles, Told, told_of
from kitchen_app.ui.theme import Theme
from tests.ui import canned_report

SPREAD = Spread(count=9, median_s=65, p90_s=120, p95_s=130, longest_s=3600)
NOW = Figures(
    orders=12,
    outcomes={Outcome.FINISHED: 9, Outcome.CANCELLED: 1, Outcome.MISSED: 2},
    ended_by={Party.SYSTEM: 3},
    sales=Stated(amounts=(Money(minor=11_000, currency="SAR"),)),
    net=Stated(amounts=(Money(minor=5_000, currency="SAR"), Money(minor=7, currency="USD"))),
    refunded=1,
    given_back=Stated(missing=1),
    accept=SPREAD,
    late=3,
)
BEFORE = replace(
    NOW,
    orders=10,
    outcomes={Outcome.MISSED: 1},
    sales=Stated(amounts=(Money(minor=10_000, currency="SAR"),)),
    accept=replace(SPREAD, median_s=50),
)


def report(now: Figures, before: Figures) -> Report:
    return replace(canned_report.empty(), whole=now, earlier=before)


def said(now: Figures, before: Figures) -> dict[str, Told]:
    keys = ("orders", "sales", "net", "given_back", "accept", "prepare", "late", "missed")
    return dict(zip(keys, told_of(report(now, before)), strict=True))


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "").replace("\u00a0", " ")


def test_each_figure_has_what_it_was_and_by_how_much_it_grew() -> None:
    told = said(NOW, BEFORE)
    assert (told["orders"].value, plain(told["orders"].before)) == ("12", "Before: 10 (+20 %)")
    assert told["orders"].hints == ("Finished 9 · Cancelled 1", "Ended by Keeta 3")
    assert plain(told["sales"].value) == "SAR 110.00"
    assert plain(told["sales"].before) == "Before: SAR 100.00 (+10 %)"
    assert (told["missed"].value, plain(told["missed"].before)) == ("2", "Before: 1 (+100 %)")


def test_two_currencies_are_two_amounts_and_grow_by_nothing() -> None:
    net = said(NOW, NOW)["net"]
    assert plain(net.value) == "SAR 50.00 + $0.07"
    assert plain(net.before) == "Before: SAR 50.00 + $0.07"


def test_what_is_not_stated_is_said_and_is_not_nothing() -> None:
    given = said(NOW, BEFORE)["given_back"]
    assert (given.value, given.hints) == ("–", ("1 order", "1 without an amount"))


def test_times_have_their_ranks_and_none_is_no_time() -> None:
    told = said(NOW, BEFORE)
    assert (told["accept"].name, told["accept"].value) == ("Accepted after (half within)", "1:05")
    assert plain(told["accept"].before) == "Before: 0:50 (+30 %)"
    assert [plain(hint) for hint in told["accept"].hints] == [
        "9 of 10 within 2:00",
        "19 of 20 within 2:10",
        "longest 1:00:00",
        "of 9 orders",
    ]
    assert (told["prepare"].value, told["late"].value) == ("–", "–")


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiles_stand_side_by_side_and_speak_every_language(
    theme: Theme, qtbot: QtBot, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    tiles = Tiles(theme, canned_report.month())
    qtbot.addWidget(tiles)
    tiles.show()
    for width, columns in ((900, 4), (660, 3), (300, 1)):
        tiles.resize(width, 900)
        tops = {tile.y() for tile in tiles.tiles}
        assert len(tops) == -(-len(tiles.tiles) // columns)
    assert all(tile.told.value for tile in tiles.findChildren(ReportTile))
