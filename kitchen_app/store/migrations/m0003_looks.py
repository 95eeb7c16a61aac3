"""When a finished order was last read again."""

STATEMENTS = (
    """
    CREATE TABLE looks (
        order_id TEXT NOT NULL PRIMARY KEY,
        looked_at INTEGER NOT NULL
    ) STRICT
    """,
)
