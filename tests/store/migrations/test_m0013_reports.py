"""A damaged row of an older file does not stop the step, and is in no report."""

from datetime import timedelta
from pathlib import Path

import apsw

from kitchen_app.domain.earnings import earnings_of
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.documents import digest, encode
from kitchen_app.store.report_reader import ReportFile
from tests.fakes import NOON
from tests.store.migrations.test_steps import run_steps
from tests.store.people import of_a_person


def test_money_of_older_files_is_found_by_when_the_order_was_placed(tmp_path: Path) -> None:
    run_steps(tmp_path, 12)
    document = encode(earnings_of(of_a_person(), (), ()))
    with apsw.Connection(str(tmp_path / FILE_NAME)) as connection:
        for order_id, body in (("1", document), ("2", b"{broken"), ("3", b"\xff\xfe")):
            row = (order_id, body, digest(body))
            connection.execute("INSERT INTO money VALUES (?, 0, ?, ?)", row)
    open_database(tmp_path).close()
    kept = ReportFile(tmp_path / FILE_NAME).kept(NOON, NOON + timedelta(days=1))
    assert [row.order_id for row in kept.rows] == [of_a_person().order_id]
    assert kept.damaged == 0
