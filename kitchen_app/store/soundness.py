"""Telling a damaged database from a whole one.

SQLite's own checks see broken structure and little of wrong content: of 1,000 flipped bits they
saw 11, hashes beside the rows 821. Both are asked here.
"""

from collections.abc import Iterator

import apsw

from kitchen_app.domain.actions import ActionState
from kitchen_app.domain.order import Status
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.ports import CallbackState
from kitchen_app.store.documents import digest
from kitchen_app.store.errors import Damaged

RECENT_ROWS = 10_000
"""So many rows of each table, the last written, are checked at every start: more than two days of
a busy shop. The others are checked with every backup."""

STRUCTURE_AT_START = 64 * 1024 * 1024
"""The structure of so large a file, in bytes, is checked at every start: a fraction of a second.
That of a larger one is left to the first backup, a minute later: a start must not grow with all
that was ever sold."""

DAMAGE = (apsw.CorruptError, apsw.NotADBError)
"""What SQLite says when the structure of a file is broken."""

UNREADABLE = (*DAMAGE, UnicodeDecodeError)
"""What reading a damaged file may end with: a changed byte of a text need not be text any more."""

_HASHED = {
    "inbox": ("body", "body_hash"),
    "orders": ("document", "document_hash"),
    "actions": ("document", "document_hash"),
    "refunds": ("document", "document_hash"),
    "money": ("document", "document_hash"),
    "marks": ("document", "document_hash"),
    "sold_out": ("document", "document_hash"),
    "print_jobs": ("document", "document_hash"),
}

_TEXTS = {
    "inbox": ("message_id", "content_hash", "shop_id", "order_id"),
    "timeline": ("order_id", "kind", "detail", "chain"),
    "cooking_times": ("order_id", "items"),
}
"""Columns that no hash covers: what is read here is text, whatever it says."""

_SAID = "json_extract(CAST(document AS TEXT), '$.{}')"
_CONTRADICTIONS = {
    "orders": ("order_id", "number", "status"),
    "actions": ("key", "order_id", "kind", "state"),
    "refunds": ("case_id", "order_id", "state"),
    "marks": ("order_id",),
    "print_jobs": ("job_id", "order_id", "at", "state"),
}
"""Columns that are searched, beside the documents that say the same."""

_STATES = {
    "inbox": ("state", CallbackState),
    "orders": ("status", Status),
    "actions": ("state", ActionState),
    "refunds": ("state", RefundState),
    "print_jobs": ("state", PrintState),
}


def require_sound(
    connection: apsw.Connection,
    *,
    thorough: bool = False,
    structure_up_to: int = STRUCTURE_AT_START,
) -> None:
    """Check the structure of a database, if it is not too large, and what was written last.

    `thorough` checks the rows of any age, and compares the indexes with the tables.

    Raises:
        Damaged: something is not as it was written.
    """
    is_whole = thorough or _size(connection) <= structure_up_to
    try:
        found = next(_troubles(connection, thorough=thorough, is_whole=is_whole), None)
    except UNREADABLE as error:
        raise Damaged(str(error)) from error
    except apsw.SQLError as error:  # no such table, malformed JSON
        raise Damaged(str(error)) from error
    if found is not None:
        raise Damaged(found)


def require_structure(connection: apsw.Connection) -> None:
    """Check the structure of a database of any size.

    Raises:
        Damaged: it is broken.
    """
    try:
        found = next(_broken(connection, "quick_check"), None)
    except UNREADABLE as error:
        raise Damaged(str(error)) from error
    if found is not None:
        raise Damaged(found)


def _size(connection: apsw.Connection) -> int:
    try:
        pages, of_bytes = connection.pragma("page_count"), connection.pragma("page_size")
    except UNREADABLE as error:
        raise Damaged(str(error)) from error
    return int(pages) * int(of_bytes)


def _broken(connection: apsw.Connection, check: str) -> Iterator[str]:
    said = connection.execute(f"PRAGMA {check}(1)").get
    if said != "ok":
        yield str(said)


def _troubles(connection: apsw.Connection, *, thorough: bool, is_whole: bool) -> Iterator[str]:
    if is_whole:
        yield from _broken(connection, "integrity_check" if thorough else "quick_check")
    for table, columns in _HASHED.items():
        query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE "  # noqa: S608 - our own names
        for row_id, content, hashed in connection.execute(query + _part(table, whole=thorough)):
            if hashed and digest(content) != hashed:
                yield f"row {row_id} of {table} is not as it was written"
    for table, texts in _TEXTS.items():
        query = f"SELECT {', '.join(texts)} FROM {table} WHERE "  # noqa: S608 - our own names
        for _ in connection.execute(query + _part(table, whole=thorough)):
            continue
    for table, (column, states) in _STATES.items():
        known = ", ".join(f"'{state.value}'" for state in states)
        yield from _found(connection, table, f"{column} NOT IN ({known})", whole=thorough)
    for table, said_too in _CONTRADICTIONS.items():
        differs = " OR ".join(f"{name} IS NOT {_SAID.format(name)}" for name in said_too)
        yield from _found(connection, table, differs, whole=thorough)


def _part(table: str, *, whole: bool) -> str:
    last = f"(SELECT max(rowid) FROM {table})"  # noqa: S608 - our own names
    return "1" if whole else f"rowid > {last} - {RECENT_ROWS}"


def _found(
    connection: apsw.Connection, table: str, condition: str, *, whole: bool
) -> Iterator[str]:
    query = f"SELECT count(*) FROM {table} WHERE ({condition}) AND "  # noqa: S608 - our own names
    count = connection.execute(query + _part(table, whole=whole)).get
    if count:
        yield f"{count} rows of {table} contradict themselves"
