"""A hash beside every action and refund case, and the number of the newest backup.

An empty hash stands beside what an older program wrote.
"""

STATEMENTS = (
    "ALTER TABLE actions ADD COLUMN document_hash TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE refunds ADD COLUMN document_hash TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE backup (
        row_id INTEGER NOT NULL PRIMARY KEY CHECK (row_id = 1),
        number INTEGER NOT NULL
    ) STRICT
    """,
    "INSERT INTO backup VALUES (1, 0)",
)
