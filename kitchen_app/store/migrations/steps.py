"""The steps from an empty file to today's tables, in order and by name.

A released step is never edited; the file's `user_version` is the number of steps it has had.
They are listed, not found on disk, so that a frozen program carries them.
"""

from kitchen_app.store.migrations import (
    m0001_first_light,
    m0002_refunds,
    m0003_looks,
    m0004_hashes,
    m0005_retention,
    m0006_waiting_event,
    m0007_marks,
    m0008_sold_out,
    m0009_print_jobs,
    m0010_history,
    m0011_black_box,
    m0012_cooking_times,
    m0013_reports,
)

STEPS: tuple[tuple[str, ...], ...] = (
    m0001_first_light.STATEMENTS,
    m0002_refunds.STATEMENTS,
    m0003_looks.STATEMENTS,
    m0004_hashes.STATEMENTS,
    m0005_retention.STATEMENTS,
    m0006_waiting_event.STATEMENTS,
    m0007_marks.STATEMENTS,
    m0008_sold_out.STATEMENTS,
    m0009_print_jobs.STATEMENTS,
    m0010_history.STATEMENTS,
    m0011_black_box.STATEMENTS,
    m0012_cooking_times.STATEMENTS,
    m0013_reports.STATEMENTS,
)
