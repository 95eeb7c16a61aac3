"""Orders that are deleted but for their money, found by when they were placed: for reports.

The moment is read from the document, as text that sorts by time (all moments are UTC). A damaged
document has none, and is in no report.
"""

STATEMENTS = (
    """
    CREATE INDEX money_by_placing ON money (
        CASE WHEN json_valid(CAST(document AS TEXT))
        THEN json_extract(CAST(document AS TEXT), '$.placed_at') END
    )
    """,
)
