"""What was marked as sold out."""

import logging

from kitchen_app.domain.sold_out import SoldOutItem
from kitchen_app.store.database import Database
from kitchen_app.store.documents import decode_whole, digest, encode
from kitchen_app.store.errors import StoreError
from kitchen_app.store.models import SoldOutRow

logger = logging.getLogger(__name__)


class SqliteSoldOut:
    """The sold_out table; satisfies `services.mark_ports.SoldOutStore`."""

    def __init__(self, database: Database) -> None:
        self._db = database.peewee

    def all(self) -> list[SoldOutItem]:
        """Return everything that can be read, in the order of the keys."""
        found: list[SoldOutItem] = []
        for row in SoldOutRow.select().order_by(SoldOutRow.product).bind(self._db).execute():
            try:
                found.append(decode_whole(row.document, row.document_hash, SoldOutItem))
            except StoreError:
                logger.exception("A product that was marked as sold out cannot be read")
        return found

    def save(self, item: SoldOutItem) -> None:
        document = encode(item)
        SoldOutRow.insert(
            product=item.product.key, document=document, document_hash=digest(document)
        ).on_conflict_replace().bind(self._db).execute()

    def delete(self, key: str) -> None:
        SoldOutRow.delete().where(SoldOutRow.product == key).bind(self._db).execute()
