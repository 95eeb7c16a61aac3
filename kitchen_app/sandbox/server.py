"""The emulator as one thing to start and stop."""

import asyncio
from email.utils import format_datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from kitchen_app.base.clock import Clock, ScaledClock
from kitchen_app.base.listening import close_listener
from kitchen_app.base.tasks import Supervisor
from kitchen_app.sandbox.compose import Wish
from kitchen_app.sandbox.config import Fulfilment, Language, SandboxConfig
from kitchen_app.sandbox.control_orders import OrderControl
from kitchen_app.sandbox.control_world import WorldControl
from kitchen_app.sandbox.endpoints import BASE_PATH
from kitchen_app.sandbox.errors import PortInUseError
from kitchen_app.sandbox.events import Event
from kitchen_app.sandbox.snapshot import OrderSnapshot, take_snapshot
from kitchen_app.sandbox.world import World

_ANSWERS_END_WITHIN_S = 2.0
_LARGEST_BODY = 8 * 1024 * 1024
_BACKLOG = 128
"""More than the largest image: that one must be refused in Keeta's words."""


class Sandbox:
    """Keeta in one process: an HTTP server, its order book and its webhooks.

    Create and use it on one running event loop; it starts over with every instance.
    """

    def __init__(self, config: SandboxConfig, clock: Clock | None = None) -> None:
        self.config = config
        self.clock: Clock = clock or ScaledClock(config.speed)
        self.port = config.port
        self._supervisor = Supervisor()
        world = World(config, self.clock, self._supervisor)
        self.world = world
        self.book = world.book
        self.faults = world.faults
        self.journal = world.journal
        self.images = world.images
        self.refunds = world.refunds
        self.stage = world.stage
        self.shop = world.shop
        self.shelf = world.shelf
        self.authorization = world.authorization
        self.callbacks = world.callbacks
        self._rules = world.rules
        self._endpoints = world.endpoints()
        self._runner: web.AppRunner | None = None
        self._listener: asyncio.Server | None = None
        self._flowing = False
        self.callbacks.changed.connect(self._start_flow)
        if config.scenario is not None:
            world.stage.require(config.scenario)

    @property
    def base_url(self) -> str:
        """Return what a client puts before "/order/get"."""
        return f"http://{self.config.host}:{self.port}{BASE_PATH}"

    async def start(self) -> None:
        """Listen; raise PortInUseError when the port is taken."""
        await self._listen()
        await self.world.pusher.start()
        self._supervisor.serve(self.world.agenda.run, name="sandbox agenda")
        self._start_flow(None)

    async def stop(self) -> None:
        """Stop at once; what was not delivered yet is not delivered any more."""
        self._endpoints.release()
        if self._listener is not None:
            await close_listener(self._listener)
            self._listener = None
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
        await self._supervisor.stop()
        await self.world.pusher.stop()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    def set_callback_url(self, url: str | None) -> None:
        """Register where webhooks go; the URL is part of their signature."""
        self.callbacks.default = url

    async def place_order(
        self,
        *,
        language: Language | str | None = None,
        fulfilment: Fulfilment | str = Fulfilment.DELIVERY,
        cash: bool = False,
        note: str | None = None,
        lines: int | None = None,
        seed: int | None = None,
        big: bool = False,
        shop_id: int | None = None,
    ) -> int:
        """Order something as a customer would; return the `orderViewId`.

        `shop_id` is one of the other shops of the brand, None the first.
        """
        wish = Wish(
            language=Language(language) if language else None,
            fulfilment=Fulfilment(fulfilment),
            cash=cash,
            note=note,
            lines=lines,
            seed=seed,
            big=big,
            shop_id=shop_id,
        )
        return self._rules.place(wish).order_view_id

    def order(self, order_view_id: int) -> OrderSnapshot:
        return take_snapshot(self.book.get(order_view_id), self.config, self.journal)

    def orders(self) -> tuple[OrderSnapshot, ...]:
        return tuple(take_snapshot(order, self.config, self.journal) for order in self.book.all())

    def accept_in_keeta_app(self, order_view_id: int) -> None:
        """Accept without a call of the client's, as staff can do in Keeta's own app."""
        self._rules.accept(self.book.get(order_view_id))

    def mark_ready(self, order_view_id: int) -> None:
        """Report the food ready without a call of the client's."""
        self._rules.prepare(self.book.get(order_view_id))

    def cancel_by_customer(self, order_view_id: int) -> None:
        self._rules.cancel_by_customer(self.book.get(order_view_id))

    def cancel_by_service(self, order_view_id: int, reason: str = "Cancelled for you") -> None:
        """Cancel as Keeta's customer service, which may come after completion."""
        self._rules.cancel_by_service(self.book.get(order_view_id), reason)

    def ride(self, order_view_id: int, status: int, part: int | None = None) -> None:
        """Report the rider at a `logisticsStatus`; 50 for every part completes the order."""
        self._rules.ride(self.book.get(order_view_id), status, part)

    def complete(self, order_view_id: int) -> None:
        self._rules.complete(self.book.get(order_view_id))

    async def delivered(
        self, order_view_id: int | None, event_id: int, *, within_s: float = 10.0
    ) -> None:
        """Wait until the callback URL has acknowledged this event, or raise TimeoutError.

        No order id stands for the events of the shop.
        """
        async with asyncio.timeout(within_s):
            await self.journal.wait_until(
                lambda: any(
                    delivery.ok and delivery.event_id == event_id
                    for delivery in self.journal.deliveries_of(order_view_id)
                )
            )

    async def _listen(self) -> None:
        app = web.Application(client_max_size=_LARGEST_BODY)
        app.add_routes(self._endpoints.routes())
        app.add_routes(OrderControl(self.world).routes())
        app.add_routes(WorldControl(self.world).routes())
        app.on_response_prepare.append(self._date)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=_ANSWERS_END_WITHIN_S)
        await runner.setup()
        if runner.server is None:
            raise RuntimeError("aiohttp made no server")
        try:
            self._listener = await asyncio.get_running_loop().create_server(
                runner.server, self.config.host, self.config.port, backlog=_BACKLOG
            )
        except OSError as error:
            await runner.cleanup()
            raise PortInUseError(
                f"The sandbox cannot listen on {self.config.host}:{self.config.port}: "
                "choose another port with --port, or stop the program that uses this one."
            ) from error
        self._runner = runner
        self.port = self._listener.sockets[0].getsockname()[1]
        self.world.origin = f"http://{self.config.host}:{self.port}"

    async def _date(self, request: web.Request, response: web.StreamResponse) -> None:
        """Answer in sandbox time, from which a client can learn how far its clock is off."""
        response.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)

    def _start_flow(self, _: None) -> None:
        """Start the demo flow once there is somebody to tell; before, its orders would be lost."""
        somebody = self.callbacks.url_of(Event.PLACED) is not None
        if not somebody or self._runner is None or self._flowing:
            return
        self._flowing = True
        if self.config.orders_per_minute > 0:
            self.world.demo_flow().start()
        if self.config.scenario is not None:
            self.stage.play(self.config.scenario, self.config.seed)
