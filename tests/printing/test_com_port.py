"""A serial port of Windows, behind its port: whole or lost, and never stood still at."""

import pytest

from kitchen_app.printing.com_port import ComLink
from kitchen_app.services.errors import LineLost, NoLine

PICTURE = bytes(range(256)) * 20


class Ports:
    """Satisfies `printing.com_port.ComPorts`; takes at most so many bytes at once."""

    def __init__(self, most: int = 300) -> None:
        self.most = most
        self.heard = b""
        self.unasked = b"old"
        self.answers = [b"\x12", b"\x12\x12"]
        self.opened: list[tuple[str, float, float]] = []
        self.closed: list[int] = []
        self.works = True

    def open(self, port: str, *, write_within_s: float, read_within_s: float) -> int:
        self._require()
        self.opened.append((port, write_within_s, read_within_s))
        return 5

    def write(self, handle: int, data: bytes) -> int:
        self._require()
        taken = data[: self.most]
        self.heard += taken
        return len(taken)

    def read(self, handle: int, most_bytes: int) -> bytes:
        self._require()
        return self.answers.pop(0)[:most_bytes] if self.answers else b""

    def drop_unread(self, handle: int) -> None:
        self._require()
        self.unasked = b""

    def close(self, handle: int) -> None:
        self.closed.append(handle)

    def _require(self) -> None:
        if not self.works:
            raise OSError("unplugged")


async def test_every_byte_leaves_and_answers_come_back() -> None:
    ports = Ports()
    link = ComLink("COM3", ports)
    line = await link.open("t")
    await line.write(PICTURE)
    assert await line.ask(b"???", 3) == b"\x12" * 3
    assert await line.ask(b"?", 1) == b""
    await line.finish()
    await line.close()
    await link.close()
    assert link.can_answer
    assert ports.heard == PICTURE + b"????"
    assert (ports.unasked, ports.closed) == (b"", [5])
    assert ports.opened == [("COM3", 3.0, 1.0)]


async def test_one_that_takes_nothing_or_is_unplugged_is_lost() -> None:
    ports = Ports(most=0)
    link = ComLink("COM3", ports)
    line = await link.open("t")
    with pytest.raises(LineLost, match="nothing more"):
        await line.write(b"a")
    ports.works = False
    with pytest.raises(LineLost, match="not there"):
        await line.ask(b"?", 1)
    await line.close()
    await link.close()


async def test_a_port_that_is_not_there_is_told_with_a_cure() -> None:
    ports = Ports()
    ports.works = False
    link = ComLink("COM9", ports)
    with pytest.raises(NoLine, match=r"COM9 cannot be opened.*Device Manager"):
        await link.open("t")
    await link.close()
