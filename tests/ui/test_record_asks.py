"""Records are read and written off the screen's thread, and what fails is said with its cure."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import OrderId
from kitchen_app.ui.bridge import Bridge
from tests.ui import canned_record
from tests.ui.fakes import FakeKitchen


def test_what_was_noted_is_told(qtbot: QtBot, bridge: Bridge) -> None:
    with qtbot.waitSignal(bridge.asks.record.told) as told:
        bridge.asks.record.look("77")
    assert told.args == ["77", canned_record.box()]


def test_a_sheet_is_written_and_its_folder_shown(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, tmp_path: Path
) -> None:
    record = bridge.asks.record
    record.folder = tmp_path / "sheets"
    with qtbot.waitSignal(record.saved) as saved:
        record.save("77")
    order_id, file = saved.args
    assert (order_id, kitchen.disputes.asked) == ("77", [OrderId("77")])
    assert Path(file).exists()
    assert Path(file).parent == tmp_path / "sheets"
    opened: list[str] = []

    def note(path: str) -> bool:
        opened.append(path)
        return True

    record.opener = note
    with qtbot.assertNotEmitted(record.not_saved):
        record.show_folder("77", file)
    assert opened == [file]
    record.opener = lambda _path: False
    with qtbot.waitSignal(record.not_saved) as failed:
        record.show_folder("77", file)
    assert file in failed.args[1]


def test_without_a_folder_nothing_is_asked(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen
) -> None:
    with qtbot.waitSignal(bridge.asks.record.not_saved) as failed:
        bridge.asks.record.save("77")
    assert "documents folder" in failed.args[1]
    assert kitchen.disputes.asked == []


def test_what_the_disk_does_not_take_is_said_with_its_cure(
    qtbot: QtBot, bridge: Bridge, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.write_bytes(b"")
    bridge.asks.record.folder = taken
    with (
        qtbot.assertNotEmitted(bridge.fault_happened),
        qtbot.waitSignal(bridge.asks.record.not_saved) as failed,
    ):
        bridge.asks.record.save("77")
    assert str(taken) in failed.args[1]
    assert "Make room" in failed.args[1]


def test_an_order_that_is_gone_has_none(
    qtbot: QtBot, bridge: Bridge, kitchen: FakeKitchen, tmp_path: Path
) -> None:
    record = bridge.asks.record
    record.folder = tmp_path
    kitchen.disputes.gone = {OrderId("77")}
    with qtbot.waitSignal(record.not_saved) as failed:
        record.save("77")
    assert "not kept here" in failed.args[1]
    kitchen.disputes.error = KnownError("The disk is gone.")
    with qtbot.waitSignal(record.not_saved) as failed:
        record.save("78")
    assert "The disk is gone." in failed.args[1]
    assert list(tmp_path.iterdir()) == []


def test_a_bug_of_ours_is_told_as_one(
    qtbot: QtBot,
    bridge: Bridge,
    kitchen: FakeKitchen,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    record = bridge.asks.record
    record.folder = tmp_path
    kitchen.disputes.error = kitchen.witness.error = RuntimeError("planted")
    with qtbot.waitSignals([bridge.fault_happened, record.not_saved]):
        record.save("77")
    with qtbot.waitSignal(bridge.fault_happened):
        record.look("77")
    caplog.clear()
