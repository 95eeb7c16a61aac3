"""At most one action is open for each order, also while it waits for an event."""

STATEMENTS = (
    "DROP INDEX actions_one_open",
    """
    CREATE UNIQUE INDEX actions_one_open ON actions (order_id)
    WHERE state IN ('pending', 'sending', 'unknown', 'waiting_event')
    """,
)
