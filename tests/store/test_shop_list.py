"""The names of the shops outlive the program; a file that cannot be read is no disaster."""

import os
from pathlib import Path

import pytest

from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import AuthorisedShop
from kitchen_app.store.errors import StoreError
from kitchen_app.store.shop_list import FILE_NAME, ShopListFile

SHOPS = (
    AuthorisedShop(shop_id=ShopId("470011"), name="بيت الزعفران", address="الرياض"),
    AuthorisedShop(shop_id=ShopId("470012")),
)


def test_shops_are_kept(tmp_path: Path) -> None:
    assert ShopListFile(tmp_path).read() is None
    ShopListFile(tmp_path).keep(SHOPS)
    assert ShopListFile(tmp_path).read() == SHOPS


def test_a_damaged_file_is_as_none(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / FILE_NAME).write_text("{")
    assert ShopListFile(tmp_path).read() is None
    assert "Keeta tells them again" in caplog.text
    caplog.clear()


def test_a_disk_that_takes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("kitchen_app.store.shop_list.put_in_place", fail)
    with pytest.raises(StoreError, match="cannot be written"):
        ShopListFile(tmp_path).keep(SHOPS)
