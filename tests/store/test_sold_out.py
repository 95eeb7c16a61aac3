"""What was marked as sold out is kept whole; a damaged row costs no other."""

from dataclasses import replace

import pytest

from kitchen_app.domain.sold_out import Product, SoldOutItem
from kitchen_app.store.database import Database
from kitchen_app.store.models import SoldOutRow
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import NOON

SOUP = SoldOutItem(
    product=Product(spu_id="70", name="Soup", names={"ar": "شوربة"}), since=NOON, is_certain=False
)
RICE = SoldOutItem(product=Product(code="RICE", name="Rice"), since=NOON)


def test_items_come_back_as_they_were_and_go(store: SqliteStore) -> None:
    assert store.sold_out.all() == []
    store.sold_out.save(replace(SOUP, is_certain=True))
    store.sold_out.save(SOUP)
    store.sold_out.save(RICE)
    assert store.sold_out.all() == [RICE, SOUP]
    store.sold_out.delete(SOUP.product.key)
    assert store.sold_out.all() == [RICE]


def test_a_damaged_row_is_left_out(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    store.sold_out.save(SOUP)
    store.sold_out.save(RICE)
    SoldOutRow.update(document=b"{}").where(SoldOutRow.product == RICE.product.key).bind(
        database.peewee
    ).execute()
    assert store.sold_out.all() == [SOUP]
    assert "cannot be read" in caplog.text
    caplog.clear()
