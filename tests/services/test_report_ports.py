"""The real reader satisfies the port."""

from datetime import timedelta
from pathlib import Path

from kitchen_app.services.report_ports import Kept, ReportReader
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.report_reader import ReportFile
from tests.fakes import NOON


def test_the_file_is_what_the_services_want(tmp_path: Path) -> None:
    open_database(tmp_path).close()
    reader: ReportReader = ReportFile(tmp_path / FILE_NAME)
    assert reader.kept(NOON, NOON + timedelta(days=1)) == Kept()
    assert reader.whole(NOON, NOON + timedelta(days=1)) == ()
    reader.give_up()
