"""What is needed to forget people in time, and to keep what was earned without them.

`person_at`: when something of a person was last written into an order, its refund cases or
actions (milliseconds since 1970, our clock); null once all of it is masked.
"""

STATEMENTS = (
    "ALTER TABLE orders ADD COLUMN person_at INTEGER",
    "UPDATE orders SET person_at = changed_at",
    "CREATE INDEX orders_with_person ON orders (person_at) WHERE person_at IS NOT NULL",
    "ALTER TABLE inbox ADD COLUMN order_id TEXT",
    "CREATE INDEX inbox_by_receipt ON inbox (received_at)",
    "CREATE INDEX inbox_with_body ON inbox (received_at) WHERE length(body) > 0",
    """
    CREATE TABLE money (
        order_id TEXT NOT NULL PRIMARY KEY,
        ended_at INTEGER NOT NULL,
        document BLOB NOT NULL,
        document_hash TEXT NOT NULL
    ) STRICT
    """,
)
