"""What people here have marked as sold out."""

STATEMENTS = (
    """
    CREATE TABLE sold_out (
        product TEXT NOT NULL PRIMARY KEY,
        document BLOB NOT NULL,
        document_hash TEXT NOT NULL
    ) STRICT
    """,
)
