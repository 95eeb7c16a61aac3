"""All shops of the brand: each has a state and a shelf of its own, made when it is first named."""

from dataclasses import replace

from kitchen_app.base.clock import Clock
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.replies import Handler, Parameters, PastHandler, Reply
from kitchen_app.sandbox.shelf import Shelf
from kitchen_app.sandbox.shop import Shop
from kitchen_app.sandbox.shop_calls import ShopCalls


class Branches:
    """Keeps the shops apart. Which of them the application may act for, the gate has checked."""

    def __init__(
        self, config: SandboxConfig, clock: Clock, *, pusher: Pusher, agenda: Agenda
    ) -> None:
        self._config = config
        self._clock = clock
        self._pusher = pusher
        self._agenda = agenda
        self._shops: dict[int, Shop] = {}
        self._shelves: dict[int, Shelf] = {}
        self._calls: dict[int, ShopCalls] = {}

    def shop(self, shop_id: int) -> Shop:
        if shop_id not in self._shops:
            self._shops[shop_id] = Shop(
                self._of(shop_id), self._clock, pusher=self._pusher, agenda=self._agenda
            )
        return self._shops[shop_id]

    def shelf(self, shop_id: int) -> Shelf:
        if shop_id not in self._shelves:
            self._shelves[shop_id] = Shelf(self._of(shop_id))
        return self._shelves[shop_id]

    def handlers(self) -> dict[str, Handler]:
        """Return the calls about a shop, each carried out for the shop that it names."""
        return {path: self._now(path) for path in self._calls_of(self._config.shop_id).handlers()}

    def past_handlers(self) -> dict[str, PastHandler]:
        paths = self._calls_of(self._config.shop_id).past_handlers()
        return {path: self._then(path) for path in paths}

    def _now(self, path: str) -> Handler:
        def handle(parameters: Parameters) -> Reply:
            return self._calls_of(parameters["shopId"]).handlers()[path](parameters)

        return handle

    def _then(self, path: str) -> PastHandler:
        def handle(parameters: Parameters, at_ms: int) -> Reply:
            return self._calls_of(parameters["shopId"]).past_handlers()[path](parameters, at_ms)

        return handle

    def _calls_of(self, shop_id: int) -> ShopCalls:
        if shop_id not in self._calls:
            shop, shelf = self.shop(shop_id), self.shelf(shop_id)
            self._calls[shop_id] = ShopCalls(self._of(shop_id), shop, shelf)
        return self._calls[shop_id]

    def _of(self, shop_id: int) -> SandboxConfig:
        return replace(self._config, shop_id=shop_id)
