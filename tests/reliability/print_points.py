"""A kitchen with a printer as a process of its own, that kills itself at a point of printing.

    python print_points.py POINT VISITS FOLDER PORT FIRST COUNT

Ledger, store, queue and network are the program's own; what would come from the inbox again after
a death is told again at each start. Without a POINT ("none") it prints everything and ends.
"""

import asyncio
import sys
from enum import StrEnum
from pathlib import Path

from kitchen_app.domain.print_jobs import PrintJob, PrintState
from kitchen_app.printing.escpos_printer import EscposPrinter
from kitchen_app.printing.network import NetworkLine, NetworkLink
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.print_worker import PrintWorker
from kitchen_app.store.print_jobs import SqlitePrintJobs
from tests.printing.stage import PrintStage, accepted
from tests.reliability.named_points import Visits, around

A_PICTURE = 1000
"""More bytes than this are a paper, fewer a question."""


class PrintPoint(StrEnum):
    """Where it dies."""

    NONE = "none"
    BEFORE_COMMIT = "before_commit"  # the job is written and not committed
    AFTER_COMMIT = "after_commit"
    PRINTING_WRITTEN = "printing_written"  # and no byte has left
    HALF_THE_BYTES = "half_the_bytes"
    ALL_BYTES = "all_bytes"  # and nothing of that is written down
    PRINTED_WRITTEN = "printed_written"


def plant(point: PrintPoint, visits: Visits) -> None:
    if point is PrintPoint.BEFORE_COMMIT:
        around(SqlitePrintJobs, "save", after=visits.count)
    elif point is PrintPoint.AFTER_COMMIT:
        around(PrintWorker, "wake", before=visits.count)
    elif point is PrintPoint.PRINTING_WRITTEN:
        around(PrintWorker, "_begin", after=visits.count)
    elif point is PrintPoint.PRINTED_WRITTEN:
        plant_kept(visits)
    elif point is not PrintPoint.NONE:
        plant_bytes(point, visits)


def plant_kept(visits: Visits) -> None:
    real = PrintWorker._keep

    async def wrapped(self: PrintWorker, job: PrintJob) -> None:
        await real(self, job)
        if job.state is PrintState.PRINTED:
            visits.count()

    PrintWorker._keep = wrapped  # type: ignore[method-assign]


def plant_bytes(point: PrintPoint, visits: Visits) -> None:
    real = NetworkLine.write

    async def wrapped(self: NetworkLine, data: bytes) -> None:
        if len(data) > A_PICTURE and point is PrintPoint.HALF_THE_BYTES:
            await real(self, data[: len(data) // 2])
            visits.count()
            await real(self, data[len(data) // 2 :])
            return
        await real(self, data)
        if len(data) > A_PICTURE and point is PrintPoint.ALL_BYTES:
            visits.count()

    NetworkLine.write = wrapped  # type: ignore[method-assign]


async def print_all(folder: Path, port: int, first: int, count: int) -> None:
    printer = EscposPrinter(NetworkLink("127.0.0.1", port), PROFILES["80mm"])
    stage = PrintStage(folder, {"Kitchen": printer})
    stage.printing.start()
    for number in range(first, first + count):
        stage.knows(accepted(number))
    await stage.until(stage.is_all_printed, within_s=30)
    await stage.close()


if __name__ == "__main__":
    plant(PrintPoint(sys.argv[1]), Visits(int(sys.argv[2])))
    asyncio.run(print_all(Path(sys.argv[3]), *map(int, sys.argv[4:])))
