"""A11: an update that is cut at any step leaves a file that the new program finishes."""

import random
import shutil
from pathlib import Path

import apsw
import pytest

from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.migrations.steps import STEPS
from tests.reliability.disks import Recording, recorded
from tests.store.migrations.test_steps import run_steps, schema

pytestmark = pytest.mark.usefixtures("expect_complaints")

ROWS = 40


def old_file(folder: Path, version: int) -> None:
    """Make a file of an older program with timelines in it, and nothing beside it."""
    folder.mkdir()
    run_steps(folder, version)
    connection = apsw.Connection(str(folder / FILE_NAME))
    connection.execute("PRAGMA journal_mode = wal")
    for number in range(ROWS if version else 0):
        connection.execute(
            "INSERT INTO timeline (order_id, at, kind, detail) VALUES (?, 1, 'k', ?)",
            (str(number), "x" * 300),
        )
    connection.close()


def update(folder: Path) -> Recording:
    with recorded() as recording:
        open_database(folder).close()
    return recording


def rows(folder: Path) -> int:
    connection = apsw.Connection(str(folder / FILE_NAME))
    count = int(connection.execute("SELECT count(*) FROM timeline").get)
    connection.close()
    return count


@pytest.mark.parametrize("power", [True, False], ids=["power cut", "kill"])
@pytest.mark.parametrize("version", range(len(STEPS)))
def test_the_next_start_finishes_what_was_cut(tmp_path: Path, version: int, power: bool) -> None:
    chance = random.Random(version)
    old_file(tmp_path / "old", version)
    shutil.copytree(tmp_path / "old", tmp_path / "updated")
    recording = update(tmp_path / "updated")
    wanted = schema(tmp_path / "updated")
    cuts = range(1, len(recording.steps) + 1)
    assert len(cuts) >= 5
    for cut in cuts:
        image = tmp_path / "image"
        recording.image(image, cut, chance if power else None)
        whole = (tmp_path / "old" / FILE_NAME).read_bytes()
        _under(image / FILE_NAME, whole, recording, cut)
        open_database(image).close()
        assert (schema(image), rows(image)) == (wanted, ROWS if version else 0), f"cut {cut}"
        shutil.rmtree(image)


def _under(place: Path, whole: bytes, recording: Recording, cut: int) -> None:
    """Lay what was written over the old file, which lay on the disk before."""
    content = bytearray(whole)
    if place.exists():
        written = [s for s in recording.steps[:cut] if s.file == FILE_NAME and s.data]
        after = place.read_bytes()
        content.extend(bytes(max(0, len(after) - len(content))))
        for step in written:
            end = step.number + len(step.data)
            content[step.number : end] = after[step.number : end].ljust(len(step.data), b"\0")
    place.write_bytes(content)
