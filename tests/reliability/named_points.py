"""The core as a process of its own that kills itself at a named point of its work.

    python named_points.py POINT VISITS DATA_DIR BASE_URL APP_ID SHOP_ID PORT SECRET TOKEN

It dies at the VISITS-th time that it gets to POINT, as by SIGKILL from outside: the real program,
with a wrapper around one of its functions and no word of this in the program itself.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any

import httpx

from kitchen_app.services import retention, safekeeper
from kitchen_app.services.intake import Intake
from kitchen_app.store import backups
from kitchen_app.store.inbox import SqliteInbox
from kitchen_app.store.retention import SqliteRetention
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.webhook import server
from tests.reliability import core_process

SOON_S = 0.1
CHANGES = ("/order/confirm", "/order/prepare")


class Point(StrEnum):
    """Where it dies."""

    BEFORE_JOURNAL = "before_journal"
    BEFORE_COMMIT = "before_commit"  # the group is in the journal and not in the database
    AFTER_COMMIT = "after_commit"
    BEFORE_ANSWER = "before_answer"
    BEFORE_REQUEST = "before_request"  # SENDING is committed, nothing has left
    AFTER_REQUEST = "after_request"  # Keeta has applied it and said so, nothing of that is stored
    IN_BACKUP = "in_backup"
    BACKUP_COPIED = "backup_copied"  # before it is checked
    BACKUP_NAMED = "backup_named"  # it counts, and what it made useless is still there
    IN_RETENTION = "in_retention"
    BEFORE_SEAL = "before_seal"  # all is forgotten, the WAL still holds it


class Visits:
    """Counts how often a point was reached and ends the process when it is enough."""

    def __init__(self, wanted: int) -> None:
        self._left = wanted

    def count(self) -> None:
        self._left -= 1
        if self._left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)


def nothing() -> None:
    """Do nothing on this side of a call."""


def around(
    owner: Any,
    name: str,
    *,
    before: Callable[[], None] = nothing,
    after: Callable[[], None] = nothing,
) -> None:
    """Have something called before and after each call of a function."""
    real = getattr(owner, name)

    @wraps(real)
    def wrapped(*arguments: Any, **named: Any) -> Any:
        before()
        result = real(*arguments, **named)
        after()
        return result

    setattr(owner, name, wrapped)


def plant_inbox(point: Point, visits: Visits) -> None:
    if point is Point.BEFORE_JOURNAL:
        around(SqliteInbox, "add", before=visits.count)
    elif point is Point.BEFORE_COMMIT:
        around(SqliteInbox, "add", after=visits.count)
    elif point is Point.AFTER_COMMIT:
        around(Intake, "_commit", after=visits.count)
    elif point is Point.BEFORE_ANSWER:
        around(server, "_response", before=visits.count)


def plant_sending(point: Point, visits: Visits) -> None:
    if point not in (Point.BEFORE_REQUEST, Point.AFTER_REQUEST):
        return
    real = httpx.AsyncHTTPTransport.handle_async_request

    async def wrapped(self: httpx.AsyncHTTPTransport, request: httpx.Request) -> httpx.Response:
        is_change = request.url.path.endswith(CHANGES)
        if is_change and point is Point.BEFORE_REQUEST:
            visits.count()
        response = await real(self, request)
        if is_change and point is Point.AFTER_REQUEST:
            visits.count()
        return response

    httpx.AsyncHTTPTransport.handle_async_request = wrapped  # type: ignore[method-assign]


def plant_backup(point: Point, visits: Visits) -> None:
    if point not in (Point.IN_BACKUP, Point.BACKUP_COPIED, Point.BACKUP_NAMED):
        return
    safekeeper._FIRST_BACKUP_S = safekeeper._BACKUP_EVERY_S = SOON_S
    backups.PAGES_A_STEP = 8  # a small shop's file has some steps too
    if point is Point.BACKUP_COPIED:
        around(Safekeeping, "keep_copy", before=visits.count)
        return
    if point is Point.BACKUP_NAMED:
        around(Safekeeping, "settle_copy", before=visits.count)
        return
    real = Safekeeping.copy_in_steps

    def copy_in_steps(self: Safekeeping) -> Any:
        for step in real(self):
            visits.count()
            yield step

    Safekeeping.copy_in_steps = copy_in_steps  # type: ignore[method-assign]


def plant_retention(point: Point, visits: Visits) -> None:
    if point not in (Point.IN_RETENTION, Point.BEFORE_SEAL):
        return
    retention._FIRST_AFTER_S = retention._EVERY_S = SOON_S
    if point is Point.BEFORE_SEAL:
        around(SqliteRetention, "seal", before=visits.count)
        return
    for name in ("mask_orders", "empty_bodies"):
        around(SqliteRetention, name, after=visits.count)


def plant(point: Point, visits: Visits) -> None:
    for each in (plant_inbox, plant_sending, plant_backup, plant_retention):
        each(point, visits)


if __name__ == "__main__":
    plant(Point(sys.argv[1]), Visits(int(sys.argv[2])))
    asyncio.run(core_process.serve(sys.argv[3:]))
