"""What a composed order holds for each way of ordering."""

import random
from typing import Any, Literal

import pytest

from kitchen_app.sandbox.compose import PRIVATE, Composed, Identity, Wish, compose
from kitchen_app.sandbox.config import Fulfilment, Language, SandboxConfig

IDENTITY = Identity(
    order_view_id=761200345678901, shop_id=470011, running_number=1042, placed_at_ms=1751442900850
)


def order(seed: int = 1, **wish: Any) -> dict[str, Any]:
    return composed(seed, **wish).fixed


def composed(seed: int = 1, config: SandboxConfig | None = None, **wish: Any) -> Composed:
    return compose(Wish(**wish), random.Random(seed), IDENTITY, config or SandboxConfig())


def test_same_seed_same_order() -> None:
    assert order(seed=3) == order(seed=3)
    assert order(seed=3) != order(seed=4)


@pytest.mark.parametrize(
    ("fulfilment", "mode"),
    [
        (Fulfilment.DELIVERY, "1001"),
        (Fulfilment.DRONE, "1098"),
        (Fulfilment.SELF_DELIVERY, "9001"),
    ],
)
def test_delivered_orders_name_their_mode(fulfilment: Fulfilment, mode: str) -> None:
    info = order(fulfilment=fulfilment)
    assert info["merchantOrder"]["userGetMode"] == "delivery"
    assert info["merchantOrderDeliveries"][0]["deliveryMode"] == mode
    assert info["baseOrder"]["deliveryTime"] > IDENTITY.placed_at_ms


def test_pickup_order_says_when_it_must_be_ready() -> None:
    info = order(fulfilment=Fulfilment.PICKUP)
    assert info["merchantOrderDeliveries"] == []
    assert info["baseOrder"]["estimatedDiningReadyUrgeTime"] > IDENTITY.placed_at_ms
    assert "deliveryTime" not in info["baseOrder"]
    assert info["feeDtl"]["customerFee"]["shippingFee"] == 0


@pytest.mark.parametrize("fulfilment", list(Fulfilment))
def test_the_customer_is_a_ciphertext_with_a_known_text(fulfilment: Fulfilment) -> None:
    drawn = composed(fulfilment=fulfilment)
    hidden = [drawn.fixed["recipientInfo"][name] for name in PRIVATE]
    assert all(text.startswith("ENC_") for text in hidden)
    assert all(drawn.plain_texts[text] for text in hidden)


def test_the_shops_own_courier_may_read_the_customer_at_once() -> None:
    config = SandboxConfig(self_delivery_recipient="plain")
    shown = composed(config=config, fulfilment=Fulfilment.SELF_DELIVERY).fixed["recipientInfo"]
    hidden = composed(config=config, fulfilment=Fulfilment.DELIVERY).fixed["recipientInfo"]
    assert not any(shown[name].startswith("ENC_") for name in PRIVATE)
    assert all(hidden[name].startswith("ENC_") for name in PRIVATE)


@pytest.mark.parametrize(("switch", "at_the_top"), [("top", True), ("parts", False)])
def test_a_big_order_has_two_parts(switch: Literal["top", "parts"], at_the_top: bool) -> None:
    config = SandboxConfig(big_order_products=switch)
    info = composed(config=config, big=True, lines=1).fixed
    first, second = info["subOrderInfoList"]
    assert info["bigOrderTag"] is True
    assert first["merchantSubOrderId"] != second["merchantSubOrderId"]
    assert first["products"]
    assert second["products"]
    assert bool(info["products"]) == at_the_top
    assert len({each["waybillId"] for each in info["merchantOrderDeliveries"]}) == 2


def test_payment() -> None:
    assert order(cash=True)["baseOrder"]["payType"] == "Cash"
    assert order(cash=False)["baseOrder"]["payType"] != "Cash"


def test_notes_are_given_drawn_or_absent() -> None:
    assert order(note="x")["baseOrder"]["remark"] == "x"
    assert order(note="")["baseOrder"]["remark"] == ""
    drawn = {order(seed)["baseOrder"]["remark"] for seed in range(60)}
    assert "" in drawn
    assert any("ALLERGY" in note for note in drawn)
    assert any("حساسية" in note for note in drawn)
    assert any("過敏" in note for note in drawn)


def test_numbers_in_hong_kong_have_a_letter() -> None:
    assert order(language=Language.CHINESE)["merchantOrder"]["seqNoStr"] == "K1042"
    assert order(language=Language.ARABIC)["merchantOrder"]["seqNoStr"] == "1042"


def test_members_that_only_live_orders_have() -> None:
    info = order()
    assert info["baseOrder"]["orderViewIdStr"] == "761200345678901"
    assert info["foodPrepareInfo"] is None
    assert info["additionalDeliverys"] is None
