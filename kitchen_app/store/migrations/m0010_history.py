"""The index of all orders, for searching (docs/decisions/0036).

`history_state` knows which orders of an older program are still to be put into it: those whose
rowid is not above `todo`.
"""

STATEMENTS = (
    """
    CREATE TABLE history (
        row_id INTEGER NOT NULL PRIMARY KEY,
        order_id TEXT NOT NULL UNIQUE,
        order_id_backwards TEXT NOT NULL,
        outcome TEXT NOT NULL,
        currency TEXT NOT NULL,
        paid INTEGER NOT NULL,
        refunded INTEGER NOT NULL,
        given_back INTEGER NOT NULL,
        tokens_hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX history_by_end_of_id ON history (order_id_backwards)",
    """
    CREATE TABLE history_names (
        name_id INTEGER NOT NULL PRIMARY KEY,
        text TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE history_notes (
        row_id INTEGER NOT NULL PRIMARY KEY,
        text TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE history_state (
        row_id INTEGER NOT NULL PRIMARY KEY CHECK (row_id = 1),
        todo INTEGER NOT NULL,
        remaining INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO history_state SELECT 1, coalesce(max(rowid), 0), count(*) FROM orders",
    """
    CREATE VIRTUAL TABLE history_index USING fts5 (
        tokens, content='', contentless_delete=1, detail=none, tokenize='ascii'
    )
    """,
)
