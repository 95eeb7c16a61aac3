"""Refund cases."""

STATEMENTS = (
    """
    CREATE TABLE refunds (
        case_id TEXT NOT NULL PRIMARY KEY,
        order_id TEXT NOT NULL,
        state TEXT NOT NULL,
        document BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX refunds_of_order ON refunds (order_id, case_id)",
    "CREATE INDEX refunds_waiting ON refunds (order_id) WHERE state = 'waiting'",
)
