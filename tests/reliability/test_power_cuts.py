"""A2: after a power cut everything that was answered is there, byte for byte.

The images keep what was flushed and any mixture of the rest: dropped, torn, in any order. What they
do not model: a disk that lies about its flushes, and lost names of files.
"""

import random
import shutil
from pathlib import Path

import apsw
import pytest

from kitchen_app.domain.actions import ActionState
from kitchen_app.store import database
from tests.reliability.disks import Recording, recorded
from tests.reliability.kitchen import Kitchen, fill, state_of

pytestmark = pytest.mark.usefixtures("expect_complaints")

CI_IMAGES = 300
LONG_IMAGES = 5000
ORDERS = 60


def one_shift(folder: Path) -> Recording:
    """Record a shift with frequent checkpoints, so that cuts hit those too."""
    with recorded() as recording:
        kitchen = Kitchen(folder)
        kitchen.safe.database.peewee.execute_sql("PRAGMA wal_autocheckpoint = 20")
        fill(kitchen, range(ORDERS), answered=recording.mark)
        kitchen.close()
    return recording


def losses(recording: Recording, folder: Path, *, images: int, seed: int) -> tuple[int, int]:
    """Return how many messages were lost in how many images."""
    chance = random.Random(seed)
    lost = bad = 0
    for _ in range(images):
        cut = chance.randrange(1, len(recording.steps) + 1)
        recording.image(folder / "image", cut, chance)
        kitchen = Kitchen(folder / "image")
        answered = recording.answered_before(cut)
        gone = kitchen.lost(answered)
        lost += len(gone)
        bad += bool(gone) or bool(kitchen.wrong(answered - gone))
        kitchen.close()
        shutil.rmtree(folder / "image")
    return lost, bad


@pytest.mark.parametrize(
    "images",
    [CI_IMAGES, pytest.param(LONG_IMAGES, marks=[pytest.mark.long, pytest.mark.timeout(900)])],
)
def test_no_answered_message_is_lost(tmp_path: Path, images: int) -> None:
    recording = one_shift(tmp_path / "shift")
    assert len(recording.answered_before(len(recording.steps))) == ORDERS
    assert losses(recording, tmp_path, images=images, seed=images) == (0, 0)


def test_the_database_alone_loses_nothing_either(tmp_path: Path) -> None:
    recording = one_shift(tmp_path / "shift")
    only_database = Recording(
        [step for step in recording.steps if not step.file.startswith("journal")]
    )
    assert losses(only_database, tmp_path, images=100, seed=2) == (0, 0)


def test_without_full_flushes_messages_are_lost_and_the_test_sees_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: no journal and NORMAL, which does not flush at every commit."""
    monkeypatch.setitem(database._PRAGMAS, "synchronous", 1)
    recording = one_shift(tmp_path / "shift")
    without_journal = Recording(
        [step for step in recording.steps if not step.file.startswith("journal")]
    )
    lost, _ = losses(without_journal, tmp_path, images=100, seed=3)
    assert lost > 0


def test_the_journal_alone_brings_everything_back(tmp_path: Path) -> None:
    """With NORMAL the database loses messages, and the journal has them: two copies, not one."""
    recording = one_shift(tmp_path / "shift")
    only_journal = Recording(
        [step for step in recording.steps if step.file.startswith("journal") or not step.file]
    )
    assert losses(only_journal, tmp_path, images=50, seed=4) == (0, 0)


def test_no_touch_that_was_sent_looks_unsent(tmp_path: Path) -> None:
    """Number 3 was accepted; from the flush of SENDING on nothing may bring PENDING back."""
    chance = random.Random(5)
    with recorded() as recording:
        kitchen = Kitchen(tmp_path / "shift")
        kitchen.receive(3)
        kitchen.apply(3)
        kitchen.accept(3)
        kitchen.close()
    texts = [b'"state":"%s"' % state for state in (b"sending", b"done")]
    flushed = [
        next(at for at, step in enumerate(recording.steps) if text in step.data) + 2
        for text in texts
    ]
    for cut in range(flushed[0], len(recording.steps) + 1):
        recording.image(tmp_path / "image", cut, chance)
        again = Kitchen(tmp_path / "image")
        state = state_of(again, 3)
        again.close()
        shutil.rmtree(tmp_path / "image")
        assert state is ActionState.DONE if cut >= flushed[1] else state is ActionState.SENDING


def test_the_recorder_sees_what_the_disk_holds(tmp_path: Path) -> None:
    recording = one_shift(tmp_path / "shift")
    recording.image(tmp_path / "image", len(recording.steps), None)
    connection = apsw.Connection(str(tmp_path / "image" / database.FILE_NAME))
    assert connection.execute("SELECT count(*) FROM inbox").get == ORDERS
    connection.close()
