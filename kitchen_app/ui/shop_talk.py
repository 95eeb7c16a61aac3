"""Which of the served shops is spoken of, for the asks that are about one shop."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from kitchen_app.base.errors import KnownError
from kitchen_app.domain.order import ShopId
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.storefront import Storefront
from kitchen_app.ui.carrier import Answer, Carrier


class ShopTalk:
    """Carries asks to the storefront that is chosen, the home shop's at first.

    What comes back after another shop was chosen is not told: it would be read as that shop's, and
    its facts tell it when it is looked at again.
    """

    def __init__(self, kitchen: Kitchen, carrier: Carrier) -> None:
        self._kitchen = kitchen
        self._carrier = carrier
        self._shop_id: ShopId | None = None

    def speak_of(self, shop_id: ShopId | None) -> None:
        """Choose a served shop; None is the home shop."""
        self._shop_id = shop_id

    @property
    def front(self) -> Storefront:
        """The storefront that is spoken of; an ask that is made again keeps its own."""
        return self._kitchen.fronts.of(self._shop_id)

    def is_of(self, front: Storefront) -> bool:
        return front.shop_id == self.front.shop_id

    def fetch(
        self, front: Storefront, coro: Coroutine[Any, Any, Any], done: Callable[[Answer], None]
    ) -> None:
        """Start what is about a shop; `done` is called while that one is still spoken of."""
        self._carrier.fetch(coro, partial(self._take, front, done))

    def _take(self, front: Storefront, done: Callable[[Answer], None], answer: Answer) -> None:
        if self.is_of(front):
            done(answer)
            return
        error = answer.exception()
        if error is not None and not isinstance(error, KnownError):
            self._carrier.tell_fault(error)
