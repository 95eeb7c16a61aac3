"""What was appended comes back; what is torn or changed is passed over and counted."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kitchen_app.domain.actions import ActionState
from kitchen_app.services.ports import Examined, Verdict
from kitchen_app.store.files import numbered
from kitchen_app.store.journal import SUFFIX, Journal, read_journal
from tests.fakes import NOON, SHOP, FakeClock
from tests.store.test_inbox import GENUINE, a_message
from tests.store.test_sqlite_store import ACTION


def opened(folder: Path, clock: FakeClock | None = None) -> Journal:
    """Open the journal as the next run of the program would."""
    last = max((file.number for file in numbered(folder, SUFFIX)), default=0)
    before = read_journal(folder).last_hash
    return Journal(folder, clock or FakeClock(), number=last + 1, before=before)


def fill(folder: Path, *numbers: int) -> None:
    journal = opened(folder)
    for number in numbers:
        journal.append(callbacks=[a_message(number)])
    journal.close()


def bodies(folder: Path) -> list[bytes]:
    return [callback.body for group in read_journal(folder).groups for callback in group.callbacks]


def files(folder: Path) -> list[Path]:
    return [file.path for file in numbered(folder, SUFFIX)]


def test_a_message_comes_back_as_it_was_stored(tmp_path: Path) -> None:
    examined = Examined(
        verdict=Verdict.UNPROVEN, message_id="m", event_id=1, shop_id=None, content_hash="h"
    )
    odd = a_message(
        examined=examined, body=b"\x00\xff\n not text", received_at=NOON + timedelta(seconds=0.123)
    )
    journal = opened(tmp_path)
    journal.append(callbacks=[a_message(1), odd])
    journal.append(action=ACTION)
    journal.close()
    first, second = read_journal(tmp_path).groups
    assert first.callbacks == (a_message(1), odd)
    assert first.callbacks[0].examined == replace(GENUINE, message_id="m1", content_hash="h1")
    assert first.callbacks[0].examined.shop_id == SHOP
    assert second.action == ACTION


def test_one_flush_covers_a_whole_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[int] = []
    monkeypatch.setattr(os, "fdatasync", flushed.append, raising=False)
    journal = opened(tmp_path)
    journal.append(callbacks=[a_message(number) for number in range(100)])
    journal.close()
    assert len(flushed) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    fill(folder, 1)
    assert [oct(path.stat().st_mode & 0o777) for path in (folder, *files(folder))] == [
        "0o700",
        "0o600",
    ]


def test_each_run_writes_a_file_of_its_own_and_the_chain_goes_on(tmp_path: Path) -> None:
    fill(tmp_path, 1, 2)
    fill(tmp_path, 3)
    reading = read_journal(tmp_path)
    assert bodies(tmp_path) == [b"body 1", b"body 2", b"body 3"]
    assert (len(files(tmp_path)), reading.damaged) == (2, 0)


@pytest.mark.parametrize("kept", [0, 1, 63, 64, 65, 150])
def test_a_torn_end_is_passed_over_and_what_follows_counts(tmp_path: Path, kept: int) -> None:
    fill(tmp_path, 1, 2)
    (path,) = files(tmp_path)
    first = path.read_bytes().index(b"\n") + 1
    os.truncate(path, first + kept)
    fill(tmp_path, 3)
    assert bodies(tmp_path) == [b"body 1", b"body 3"]
    assert read_journal(tmp_path).damaged == 0


def zeroed(content: bytes) -> bytes:
    return bytes(len(content))


def flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


@pytest.mark.parametrize("change", [zeroed, flipped])
@pytest.mark.parametrize("at", [3, 70, 120, 200])
def test_a_changed_line_is_counted_and_the_others_are_read(
    tmp_path: Path, change: Callable[[bytes], bytes], at: int
) -> None:
    fill(tmp_path, 1, 2, 3)
    (path,) = files(tmp_path)
    content = path.read_bytes()
    start = content.index(b"\n") + 1 + at
    path.write_bytes(content[:start] + change(content[start : start + 8]) + content[start + 8 :])
    assert bodies(tmp_path) == [b"body 1", b"body 3"]
    assert read_journal(tmp_path).damaged >= 1


def test_a_line_or_a_file_that_was_taken_out_is_noticed(tmp_path: Path) -> None:
    for number in range(3):
        fill(tmp_path, number)
    files(tmp_path)[1].unlink()
    assert bodies(tmp_path) == [b"body 0", b"body 2"]
    assert read_journal(tmp_path).damaged == 1


def test_a_whole_line_of_another_program_is_counted(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    fill(tmp_path, 1)
    (path,) = files(tmp_path)
    strange = b"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a {}\n"
    path.write_bytes(strange + path.read_bytes())
    assert read_journal(tmp_path).damaged == 1
    assert "cannot be understood" in caplog.text
    caplog.clear()


def test_after_a_write_that_failed_the_next_group_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(tmp_path)
    journal.append(callbacks=[a_message(1)])
    real_write, room = os.write, [40]

    def write(descriptor: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(28, "No space left on device")
        part, room[0] = data[: room[0]], 0
        return real_write(descriptor, part)

    with monkeypatch.context() as full:
        full.setattr(os, "write", write)
        with pytest.raises(OSError, match="No space"):
            journal.append(callbacks=[a_message(2)])
    journal.append(callbacks=[a_message(3)])
    journal.close()
    assert bodies(tmp_path) == [b"body 1", b"body 3"]
    assert (len(files(tmp_path)), read_journal(tmp_path).damaged) == (1, 0)


def test_a_file_whose_flush_failed_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(tmp_path)
    journal.append(action=ACTION)

    def fail(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fdatasync", fail, raising=False)
        with pytest.raises(OSError, match="Input/output"):
            journal.append(callbacks=[a_message(2)])
    journal.append(action=replace(ACTION, state=ActionState.SENDING))
    journal.close()
    assert len(files(tmp_path)) == 2


def test_only_what_is_old_and_needed_by_no_backup_is_deleted(tmp_path: Path) -> None:
    clock = FakeClock()
    journal = opened(tmp_path, clock)
    for number in range(1, 6):
        journal.append(callbacks=[a_message(number)])
        assert journal.roll() == number + 1
        clock.advance(timedelta(hours=1))
    journal.prune(needed_from=4, older_than=NOON + timedelta(hours=1, minutes=30))
    assert bodies(tmp_path) == [b"body 3", b"body 4", b"body 5"]
    journal.prune(needed_from=2, older_than=clock.now())
    assert bodies(tmp_path) == [b"body 3", b"body 4", b"body 5"]
    assert read_journal(tmp_path).damaged == 0


def test_a_file_that_cannot_be_read_is_passed_over_unless_all_are_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    fill(tmp_path, 1)
    fill(tmp_path, 2)
    bad, real = files(tmp_path)[0], Path.read_bytes

    def read(path: Path) -> bytes:
        if path == bad:
            raise OSError(5, "planted")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    reading = read_journal(tmp_path)
    assert [group.callbacks[0].body for group in reading.groups] == [b"body 2"]
    assert reading.damaged
    with pytest.raises(OSError, match="planted"):
        read_journal(tmp_path, whole=True)
    assert "cannot be read" in caplog.text
    caplog.clear()


def test_there_may_be_no_journal_yet(tmp_path: Path) -> None:
    reading = read_journal(tmp_path / "none")
    assert (reading.groups, reading.damaged, reading.last_hash) == ([], 0, "")
