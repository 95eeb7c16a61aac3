"""Facts go to everybody who listens, in the order of listening."""

from kitchen_app.domain.effects import ReadOrder
from kitchen_app.domain.order import OrderId, ShopId
from kitchen_app.domain.shop_events import ShopChanged, ShopEvent
from kitchen_app.services.hub import Hub


def test_each_fact_has_its_own_listeners() -> None:
    hub = Hub()
    changed: list[OrderId] = []
    wanted: list[ReadOrder] = []
    added: list[str] = []
    told: list[ShopEvent] = []
    hub.order_changed.connect(changed.append)
    deleted: list[OrderId] = []
    hub.order_deleted.connect(deleted.append)
    hub.read_wanted.connect(wanted.append)
    hub.action_added.connect(added.append)
    hub.shop_told.connect(told.append)
    order_id = OrderId("1")
    hub.order_changed.emit(order_id)
    hub.read_wanted.emit(ReadOrder(order_id=order_id))
    hub.action_added.emit("key")
    changed_shop = ShopChanged(shop_id=ShopId("2"))
    hub.shop_told.emit(changed_shop)
    hub.order_deleted.emit(OrderId("9"))
    assert deleted == [OrderId("9")]
    assert told == [changed_shop]
    assert (changed, wanted, added) == ([order_id], [ReadOrder(order_id=order_id)], ["key"])
