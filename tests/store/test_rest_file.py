"""The rest is there after a restart; what cannot be read is told, and no rest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kitchen_app.services.rests import Rest
from kitchen_app.store.errors import StoreError
from kitchen_app.store.rest_file import FILE_NAME, RestFile

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("until", [None, NOON])
def test_it_is_kept_and_forgotten(tmp_path: Path, until: datetime | None) -> None:
    file = RestFile(tmp_path / "data")
    assert file.read() is None
    file.keep(Rest(since=NOON, until=until))
    assert RestFile(tmp_path / "data").read() == Rest(since=NOON, until=until)
    file.keep(None)
    file.keep(None)
    assert file.read() is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"since": 3}'])
def test_what_cannot_be_read_is_told(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert RestFile(tmp_path).read() is None
    assert "open the shop by hand" in caplog.text
    caplog.clear()


def test_a_disk_that_fails_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"no folder")
    with pytest.raises(StoreError, match=r"rest\.json"):
        RestFile(tmp_path / "data").keep(Rest(since=NOON))
