"""A tunnel program of its own: it carries requests over real sockets and fails as it is told.

Run as `python -m tests.reliability.tunnel_program PORT TARGET FILE`: it listens on one port and
leads to the other. The file holds the mode, read at the start and at each request; `DIES` ends
the program. Beside the file, in `.pid`, it writes who it is.
"""

import asyncio
import os
import sys
from pathlib import Path

from tests.tunnel import Mode, Tunnel

DIES = "dies"
EXIT_CODE = 7


class ToldTunnel(Tunnel):
    """A tunnel whose mode is in a file."""

    def __init__(self, file: Path, target_port: int) -> None:
        super().__init__()
        self._file = file
        self.target_port = target_port

    def write_down(self) -> None:
        self._file.with_suffix(".pid").write_text(str(os.getpid()))

    async def _answer(self, request: bytes, writer: asyncio.StreamWriter) -> None:
        self.mode = Mode(self._file.read_text())
        await super()._answer(request, writer)


async def carry(port: int, target_port: int, file: Path) -> None:
    tunnel = ToldTunnel(file, target_port)
    await tunnel.open(port)
    tunnel.write_down()
    await asyncio.Event().wait()


def main(port: int, target_port: int, file: Path) -> int:
    if file.read_text() == DIES:
        sys.stderr.write("planted: no way out\n")
        return EXIT_CODE
    asyncio.run(carry(port, target_port, file))
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
