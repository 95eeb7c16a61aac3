"""When something of a person was last written: what is masked later goes by this."""

from datetime import datetime

from peewee import Database as Peewee

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.order import OrderId
from kitchen_app.store.models import OrderRow


def note_person(peewee: Peewee, order_id: OrderId, at: datetime) -> None:
    """Remember that an order has something to be masked again, from `at` on.

    `at` of a refund case is in Keeta's clock: for a limit of hours the two are near enough.
    """
    moment = to_epoch_ms(at)
    is_news = OrderRow.person_at.is_null() | (OrderRow.person_at < moment)
    OrderRow.update(person_at=moment).where((OrderRow.order_id == order_id) & is_news).bind(
        peewee
    ).execute()
