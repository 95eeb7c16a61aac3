"""The trial order comes through, and each stage says so when it does not."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.bootstrap import trial_order
from kitchen_app.bootstrap.paper import PaperPainter
from kitchen_app.bootstrap.trial_order import NotPlayed, TrialOrder
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.print_ports import Raster


def test_nothing_is_shown_of_an_order_that_never_was(tmp_path: Path) -> None:
    with TrialOrder(tmp_path) as trial:
        for stage in (trial.draw_board, trial.draw_ticket):
            with pytest.raises(NotPlayed, match="there is no order"):
                stage()


def test_an_order_that_nobody_tells_us_of_does_not_arrive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Sandbox, "set_callback_url", lambda _self, _url: None)
    monkeypatch.setattr(trial_order, "_WITHIN_S", 0.5)
    with TrialOrder(tmp_path) as trial, pytest.raises(NotPlayed, match="did not arrive"):
        trial.play()


def test_an_empty_paper_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    with TrialOrder(tmp_path) as trial:
        trial.play()
        assert "card" in trial.draw_board()
        assert trial.draw_ticket().startswith("576 dots")
        blank = Raster(width=576, height=300, rows=bytes(72 * 300))
        monkeypatch.setattr(PaperPainter, "paint", lambda *_, **__: blank)
        with pytest.raises(NotPlayed, match="paper in en came out empty"):
            trial.draw_ticket()
