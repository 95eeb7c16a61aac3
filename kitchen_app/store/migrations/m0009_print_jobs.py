"""What is to be printed, and what has been."""

STATEMENTS = (
    """
    CREATE TABLE print_jobs (
        job_id TEXT NOT NULL PRIMARY KEY,
        order_id TEXT NOT NULL,
        at TEXT NOT NULL,
        state TEXT NOT NULL,
        wanted_at INTEGER NOT NULL,
        document BLOB NOT NULL,
        document_hash TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX print_jobs_by_order ON print_jobs (order_id)",
    """
    CREATE INDEX print_jobs_open ON print_jobs (wanted_at)
        WHERE state IN ('queued', 'printing', 'unknown', 'failed')
    """,
)
