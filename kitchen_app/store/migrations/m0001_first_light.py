"""Inbox, orders, timeline and actions."""

STATEMENTS = (
    """
    CREATE TABLE inbox (
        row_id INTEGER NOT NULL PRIMARY KEY,
        message_id TEXT NOT NULL,
        content_hash TEXT NOT NULL,
        event_id INTEGER NOT NULL,
        shop_id TEXT,
        proven INTEGER NOT NULL,
        body BLOB NOT NULL,
        body_hash TEXT NOT NULL,
        received_at INTEGER NOT NULL,
        state TEXT NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX inbox_once ON inbox (message_id, content_hash)",
    "CREATE INDEX inbox_waiting ON inbox (row_id) WHERE state = 'waiting'",
    """
    CREATE TABLE orders (
        order_id TEXT NOT NULL PRIMARY KEY,
        number TEXT NOT NULL,
        status TEXT NOT NULL,
        document BLOB NOT NULL,
        document_hash TEXT NOT NULL,
        changed_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX orders_by_change ON orders (changed_at)",
    "CREATE INDEX orders_open ON orders (order_id) WHERE status NOT IN ('completed', 'cancelled')",
    """
    CREATE TABLE timeline (
        row_id INTEGER NOT NULL PRIMARY KEY,
        order_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        kind TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX timeline_of_order ON timeline (order_id, row_id)",
    """
    CREATE TABLE actions (
        row_id INTEGER NOT NULL PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        order_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        document BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX actions_of_order ON actions (order_id, row_id)",
    """
    CREATE UNIQUE INDEX actions_one_open ON actions (order_id)
    WHERE state IN ('pending', 'sending', 'unknown')
    """,
)
