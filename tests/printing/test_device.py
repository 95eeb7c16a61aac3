"""Device files: a terminal pair stands for the printer at the other end of the cable."""

import os
import sys
import threading
from pathlib import Path

import pytest

from kitchen_app.printing.device import DeviceLink
from kitchen_app.services.errors import LineLost, NoLine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has its spooler")

PICTURE = bytes(range(256)) * 100


async def test_every_byte_arrives_and_answers_come_back() -> None:
    ours, theirs = os.openpty()
    link = DeviceLink(Path(os.ttyname(theirs)), answer_s=2)
    line = await link.open("t")
    heard = bytearray()

    def listen() -> None:
        while len(heard) < len(PICTURE) + 9:
            heard.extend(os.read(ours, 4096))
        os.write(ours, b"\x12\x12\x12")

    printer = threading.Thread(target=listen)
    printer.start()
    await line.write(PICTURE)
    assert await line.ask(b"\x10\x04\x01" * 3, 3) == b"\x12\x12\x12"
    printer.join(5)
    await line.finish()
    await line.close()
    await link.close()
    assert bytes(heard[:-9]) == PICTURE
    os.close(ours)
    os.close(theirs)


async def test_one_that_stands_still_is_given_up() -> None:
    ours, theirs = os.openpty()
    link = DeviceLink(Path(os.ttyname(theirs)), progress_s=0.05, answer_s=0.05)
    line = await link.open("t")
    with pytest.raises(LineLost):
        await line.write(bytes(1_000_000))
    await line.close()
    await link.close()
    os.close(ours)
    os.close(theirs)


async def test_one_that_is_unplugged_is_lost() -> None:
    ours, theirs = os.openpty()
    link = DeviceLink(Path(os.ttyname(theirs)), answer_s=0.05)
    line = await link.open("t")
    os.close(theirs)
    os.close(ours)
    with pytest.raises(LineLost):
        await line.ask(b"?", 1)
    await line.close()
    await link.close()


async def test_a_file_takes_all_and_cannot_tell(tmp_path: Path) -> None:
    file = tmp_path / "lp0"
    file.touch()
    link = DeviceLink(file)
    line = await link.open("t")
    await line.write(PICTURE)
    await line.close()
    assert not link.can_answer
    assert file.read_bytes() == PICTURE
    await link.close()


async def test_one_that_is_not_there_is_told_with_a_cure(tmp_path: Path) -> None:
    link = DeviceLink(tmp_path / "none")
    with pytest.raises(NoLine, match="check its cable"):
        await link.open("t")
    await link.close()
