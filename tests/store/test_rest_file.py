"""The rest is there after a restart; what cannot be read is told, and no rest."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.services.rests import Rest
from kitchen_app.store.errors import StoreError
from kitchen_app.store.rest_file import OLD_NAME, RestFile

SHOP, OTHER = ShopId("470011"), ShopId("470012")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("until", [None, NOON])
def test_it_is_kept_and_forgotten(tmp_path: Path, until: datetime | None) -> None:
    file = RestFile(tmp_path / "data", SHOP)
    assert file.read() is None
    file.keep(Rest(since=NOON, until=until))
    assert RestFile(tmp_path / "data", SHOP).read() == Rest(since=NOON, until=until)
    file.keep(None)
    file.keep(None)
    assert file.read() is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"since": 3}'])
def test_what_cannot_be_read_is_told(
    tmp_path: Path, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / f"rest-{SHOP}.json").write_bytes(content)
    assert RestFile(tmp_path, SHOP).read() is None
    assert "open the shop by hand" in caplog.text
    caplog.clear()


def test_a_disk_that_fails_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "data").write_bytes(b"no folder")
    with pytest.raises(StoreError, match=r"rest-470011\.json"):
        RestFile(tmp_path / "data", SHOP).keep(Rest(since=NOON))


def test_a_file_without_a_name_becomes_that_of_the_home_shop_once(tmp_path: Path) -> None:
    home = RestFile(tmp_path, SHOP)
    home.keep(Rest(since=NOON))
    (tmp_path / f"rest-{SHOP}.json").rename(tmp_path / OLD_NAME)
    home.take_over()
    assert home.read() == Rest(since=NOON)
    RestFile(tmp_path, OTHER).take_over()
    assert RestFile(tmp_path, OTHER).read() is None, "it is the home shop of now, not of then"


def test_an_old_file_that_cannot_be_moved_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / OLD_NAME).mkdir()
    RestFile(tmp_path, SHOP).take_over()
    assert "open the shop by hand" in caplog.text
    caplog.clear()
