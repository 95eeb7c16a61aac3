"""Everything behind the emulator's wires, put together once."""

from kitchen_app.base.clock import Clock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.agenda import Agenda
from kitchen_app.sandbox.authorization import Authorization
from kitchen_app.sandbox.base_calls import IMAGES_PATH, BaseCalls
from kitchen_app.sandbox.branches import Branches
from kitchen_app.sandbox.callbacks import Callbacks
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoints import Endpoints, Tools
from kitchen_app.sandbox.faults import Faults
from kitchen_app.sandbox.flow import Couriers, DemoFlow
from kitchen_app.sandbox.images import Images
from kitchen_app.sandbox.incoming import Gate
from kitchen_app.sandbox.journal import Journal
from kitchen_app.sandbox.order_calls import OrderCalls
from kitchen_app.sandbox.orders import OrderBook
from kitchen_app.sandbox.photos import plate
from kitchen_app.sandbox.push import Pusher
from kitchen_app.sandbox.refunds import Refunds
from kitchen_app.sandbox.rules import Rules
from kitchen_app.sandbox.stage import Stage


class World:
    """The order book, the shops, the tokens, and all that may happen to them."""

    def __init__(self, config: SandboxConfig, clock: Clock, supervisor: Supervisor) -> None:
        self.config = config
        self.clock = clock
        self.faults = Faults()
        self.journal = Journal()
        self.agenda = Agenda(clock)
        self.callbacks = Callbacks(config)
        self.pusher = Pusher(
            config,
            clock,
            callbacks=self.callbacks,
            faults=self.faults,
            journal=self.journal,
            agenda=self.agenda,
            supervisor=supervisor,
        )
        self.book = OrderBook(config, clock)
        self.rules = Rules(config, clock, self.book, agenda=self.agenda, pusher=self.pusher)
        self.refunds = Refunds(config, clock, self.rules, self.agenda)
        self.branches = Branches(config, clock, pusher=self.pusher, agenda=self.agenda)
        self.shop = self.branches.shop(config.shop_id)
        self.shelf = self.branches.shelf(config.shop_id)
        self.images = Images()
        self.origin = ""
        self.authorization = Authorization(config, clock, self.pusher)
        self.couriers = Couriers(self.agenda, self.rules)
        self.stage = Stage(
            self.agenda,
            self.rules,
            couriers=self.couriers,
            refunds=self.refunds,
            shop=self.shop,
            faults=self.faults,
            photo=self._photo,
        )

    def _photo(self, seed: int) -> str:
        """Return the address of a picture that a customer has taken."""
        return f"{self.origin}{IMAGES_PATH}/{self.images.keep(plate(seed))}"

    def demo_flow(self) -> DemoFlow:
        """Return what places orders by itself; the rate must not be 0."""
        return DemoFlow(
            self.config, self.agenda, self.rules, couriers=self.couriers, shop=self.shop
        )

    def endpoints(self) -> Endpoints:
        """Return what answers Keeta's API in this world."""
        orders = OrderCalls(
            self.config, self.clock, self.book, rules=self.rules, refunds=self.refunds
        )
        base = BaseCalls(
            self.config,
            authorization=self.authorization,
            callbacks=self.callbacks,
            book=self.book,
            images=self.images,
        )
        shop = self.branches
        return Endpoints(
            self.config,
            Gate(self.config, self.clock, self.authorization),
            handlers=orders.handlers() | base.handlers() | shop.handlers(),
            past_handlers=orders.past_handlers() | shop.past_handlers(),
            tools=Tools(
                clock=self.clock, agenda=self.agenda, journal=self.journal, faults=self.faults
            ),
        )
