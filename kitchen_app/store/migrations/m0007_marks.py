"""What people note on an order for themselves: lines struck off, how it was last seen."""

STATEMENTS = (
    """
    CREATE TABLE marks (
        order_id TEXT NOT NULL PRIMARY KEY,
        document BLOB NOT NULL,
        document_hash TEXT NOT NULL
    ) STRICT
    """,
)
