"""How long made orders took, and what was in them.

`order_id` is there as long as the order is: nothing is learned from it twice. Nobody is named.
"""

STATEMENTS = (
    """
    CREATE TABLE cooking_times (
        row_id INTEGER NOT NULL PRIMARY KEY,
        order_id TEXT UNIQUE,
        began_at INTEGER NOT NULL,
        took_s INTEGER NOT NULL,
        items TEXT NOT NULL
    ) STRICT
    """,
)
