"""A hash over each row of a timeline and the one before it, and when the row was written.

What an older program wrote has neither. Rows go with their order and are never changed.
"""

STATEMENTS = (
    "ALTER TABLE timeline ADD COLUMN noted_at INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE timeline ADD COLUMN chain TEXT NOT NULL DEFAULT ''",
    """
    CREATE TRIGGER timeline_append_only BEFORE UPDATE ON timeline BEGIN
        SELECT RAISE(ABORT, 'the timeline is append-only');
    END
    """,
)
