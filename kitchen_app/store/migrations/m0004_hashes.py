"""A hash beside every action and refund case, as beside every message and order.

An empty one stands beside what an older program wrote.
"""

STATEMENTS = (
    "ALTER TABLE actions ADD COLUMN document_hash TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE refunds ADD COLUMN document_hash TEXT NOT NULL DEFAULT ''",
)
