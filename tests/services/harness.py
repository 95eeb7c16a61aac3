"""The services wired over a real database and a fake Keeta, as one run of the program has them."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from kitchen_app.base.clock import SteadyClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.board_keys import make_keys
from kitchen_app.domain.actions import Action, ActionKind, CancelReason
from kitchen_app.domain.events import ReadBack
from kitchen_app.domain.order import Fulfilment, Order, OrderId, ShopId, Status
from kitchen_app.services.alarm import Alarm, AlarmDuty
from kitchen_app.services.board import Board, CardView
from kitchen_app.services.case_pictures import CasePictures
from kitchen_app.services.comeback import Comeback
from kitchen_app.services.cooking_times import CookingTimes
from kitchen_app.services.erasure import Erasure
from kitchen_app.services.history import History
from kitchen_app.services.hub import Hub
from kitchen_app.services.intake import Intake
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.outbox import Outbox
from kitchen_app.services.part_refunds import PartRefunds
from kitchen_app.services.preferences import Chosen, Preferences
from kitchen_app.services.proof import OpenProofs
from kitchen_app.services.pulse import Pulse
from kitchen_app.services.recipients import Recipients
from kitchen_app.services.reports import Reports
from kitchen_app.services.requests import Requests
from kitchen_app.services.rests import Rests
from kitchen_app.services.retention import Retention
from kitchen_app.services.reversals import Reversals
from kitchen_app.services.served_shops import OrderShops, ServedShops
from kitchen_app.services.settings import PrivacySettings
from kitchen_app.services.sync import Sync
from kitchen_app.services.unstored import Unstored
from kitchen_app.services.vigil import Vigil
from kitchen_app.services.watch import Watch
from kitchen_app.store.database import FILE_NAME, open_database
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.pin import NoPepper, PinFile
from kitchen_app.store.report_reader import ReportFile
from kitchen_app.store.rest_file import RestFile
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import (
    SHOP,
    FakeClock,
    FakeFeeler,
    FakePictureSource,
    FakePlatform,
    FakeReader,
    FaultyStore,
    an_order,
    no_printing,
    reached,
)
from tests.services.setup_fakes import no_setup
from tests.services.shops_fakes import no_choice

_LOOK_EVERY_S = 0.05

START = {
    ActionKind.ACCEPT: (Status.NEW, Fulfilment.DELIVERY),
    ActionKind.READY: (Status.ACCEPTED, Fulfilment.DELIVERY),
    ActionKind.CANCEL: (Status.NEW, Fulfilment.DELIVERY),
    ActionKind.COLLECT: (Status.READY, Fulfilment.PICKUP),
    ActionKind.DISPATCH: (Status.READY, Fulfilment.SELF_DELIVERY),
    ActionKind.DELIVER: (Status.READY, Fulfilment.SELF_DELIVERY),
}
WANTED = {
    ActionKind.ACCEPT: Status.ACCEPTED,
    ActionKind.READY: Status.READY,
    ActionKind.CANCEL: Status.CANCELLED,
    ActionKind.COLLECT: Status.COMPLETED,
    ActionKind.DELIVER: Status.COMPLETED,
}
READABLE = tuple(WANTED)
"""The actions whose outcome order/get shows; a courier's leaving shows nowhere."""


def order_for(kind: ActionKind) -> Order:
    """Return an order on which an action of this kind may be started."""
    status, fulfilment = START[kind]
    return reached(an_order(fulfilment=fulfilment), status)


class Process:
    """One run of the program without screen, sockets and Qt; `kill()` ends it like a power cut."""

    def __init__(
        self,
        data_dir: Path,
        *,
        platform: FakePlatform,
        reader: FakeReader,
        clock: FakeClock,
        safe: Safekeeping | None = None,
        refund_limit: int = 0,
        also_serves: tuple[ShopId, ...] = (),
    ) -> None:
        self.data_dir = data_dir
        self.platform = platform
        self.reader = reader
        self.clock = clock
        self.steady = steady = SteadyClock(clock)
        self.vigil = Vigil(steady)
        self.safe = safe
        self.database = safe.database if safe else open_database(data_dir)
        self._sqlite = SqliteStore(self.database, safe.journal if safe else None, clock=clock)
        self.store = FaultyStore(self._sqlite)
        self.shops = OrderShops(ServedShops(home=SHOP, others=also_serves), self.store)
        self.supervisor = Supervisor()
        self.hub = Hub()
        self.links = Links(steady)
        self.times = CookingTimes(
            store=self.store, rows=self._sqlite.cooking_times, hub=self.hub, clock=steady
        )
        usual = self.times.usual_of
        self.board = Board(self.store, self.hub, self.links, steady, usual=usual)
        self.alarm = Alarm()
        self.alarm_duty = AlarmDuty(self.alarm, board=self.board, links=self.links, clock=steady)
        vault = PinFile(data_dir, NoPepper())
        manager = ManagerLock(vault, steady, refund_limit=refund_limit)
        self.photos = FakePictureSource()
        printing = no_printing(self.store, self.hub, steady, self.supervisor)
        history = History(
            store=self.store,
            board=self.board,
            reader=HistoryFile(data_dir / FILE_NAME),
            index=self._sqlite.history,
            clock=steady,
            own_names=dict,
        )
        self.kept = self._sqlite.retention
        erasure = Erasure(
            store=self.store,
            kept=self.kept,
            board=self.board,
            hub=self.hub,
            clock=steady,
            manager=manager,
        )
        self.kitchen = Kitchen(
            store=self.store,
            hub=self.hub,
            board=self.board,
            links=self.links,
            alarm=self.alarm,
            clock=steady,
            part_refunds=PartRefunds(
                platform=platform, store=self.store, links=self.links, shops=self.shops
            ),
            recipients=Recipients(
                platform=platform,
                store=self.store,
                hub=self.hub,
                links=self.links,
                shops=self.shops,
            ),
            manager=manager,
            keys=make_keys(data_dir, {}, manager, is_demo=False),
            preferences=Preferences(Chosen(), manager=manager),
            pictures=CasePictures(store=self.store, source=self.photos),
            printing=printing,
            rests=Rests(RestFile(data_dir), clock=steady, manager=manager),
            printer_setup=no_setup(manager, steady),
            erasure=erasure,
            history=history,
            shops=no_choice(self.shops.served, self.board, manager),
            reports=Reports(
                reader=ReportFile(data_dir / FILE_NAME),
                history=history,
                clock=steady,
                manager=manager,
                printing=printing,
                late_after_min=lambda: 15,
            ),
        )
        self.ledger = Ledger(self.store, self.hub, steady)
        self.sync = Sync(
            platform=platform, ledger=self.ledger, hub=self.hub, links=self.links, shops=self.shops
        )
        self.outbox = Outbox(
            store=self.store,
            requests=Requests(
                platform=platform,
                store=self.store,
                links=self.links,
                clock=steady,
                shops=self.shops,
            ),
            ledger=self.ledger,
            sync=self.sync,
            links=self.links,
            hub=self.hub,
            clock=steady,
            supervisor=self.supervisor,
        )
        self.retention = Retention(
            store=self.store,
            kept=self.kept,
            board=self.board,
            hub=self.hub,
            clock=steady,
            privacy=PrivacySettings(),
        )
        self.reversals = Reversals(store=self.store, hub=self.hub, clock=steady)
        self.watch = Watch(
            store=self.store,
            board=self.board,
            hub=self.hub,
            clock=steady,
            ledger=self.ledger,
            links=self.links,
        )
        self.proofs = OpenProofs(self.hub)
        self.unstored = Unstored(
            store=self.store,
            reader=reader,
            board=self.board,
            hub=self.hub,
            links=self.links,
            clock=steady,
            shops=self.shops.served,
        )
        self.intake = Intake(
            store=self.store,
            reader=reader,
            ledger=self.ledger,
            hub=self.hub,
            links=self.links,
            proofs=self.proofs,
            shops=self.shops.served,
        )
        self.feeler = FakeFeeler()
        self.pulse = Pulse(platform=platform, feeler=self.feeler, links=self.links)
        self.proofs_wanted = 0
        self.comeback = Comeback(
            vigil=self.vigil,
            absences=self.board.absences,
            links=self.links,
            watch=self.watch,
            sync=self.sync,
            outbox=self.outbox,
            measure=self.pulse.want,
            prove=self._note_proof,
            wake=(self.reversals.look,),
        )
        self._open = True

    def start(self) -> None:
        """Begin in the order in which the core does."""
        self.store.inbox.requeue_asked()
        self.board.load()
        self.supervisor.serve(self.intake.commit_groups, name="inbox commits")
        self.supervisor.serve(self.intake.apply_stored, name="inbox worker")
        self.supervisor.serve(self.sync.run, name="sync")
        self.supervisor.serve(self.watch.run, name="watch")
        self.supervisor.serve(self.reversals.run, name="reversals")
        self.supervisor.serve(self.vigil.run, name="vigil")
        self.outbox.resume()

    def _note_proof(self) -> None:
        self.proofs_wanted += 1

    async def kill(self) -> None:
        """End every task where it stands and let go of the file."""
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.close()

    def close(self) -> None:
        if self._open:
            self._open = False
            self.kitchen.history.close()
            self._sqlite.close()
            if self.safe is not None:
                self.safe.close()

    def knows(self, order: Order) -> OrderId:
        """Let Keeta have an order and let us have heard of it."""
        self.platform.place(order)
        self.ledger.record((ReadBack(order=order),))
        return order.order_id

    def order(self, order_id: OrderId) -> Order:
        stored = self.store.orders.get(order_id)
        assert stored is not None
        return stored.order

    def card(self, order_id: OrderId) -> CardView:
        return self.board.cards[order_id]

    def action(self, key: str) -> Action:
        return self.store.actions.get(key)

    async def ask(self, kind: ActionKind, order_id: OrderId) -> Action:
        """Touch a button and return what was written down."""
        if kind is ActionKind.CANCEL:
            action = await self.kitchen.cancel(order_id, reason=CancelReason.NO_INGREDIENTS)
        else:
            action = await {
                ActionKind.ACCEPT: self.kitchen.accept,
                ActionKind.READY: self.kitchen.ready,
                ActionKind.COLLECT: self.kitchen.collect,
                ActionKind.DISPATCH: self.kitchen.dispatch,
                ActionKind.DELIVER: self.kitchen.deliver,
            }[kind](order_id)
        assert action is not None
        return action

    async def settled(self, key: str, *, within_s: float = 3600) -> Action:
        """Let time pass until an action has come to its end."""
        changed = asyncio.Event()

        def note(_: OrderId) -> None:
            changed.set()

        self.hub.order_changed.connect(note)
        async with asyncio.timeout(within_s):
            while (action := self.action(key)).state.is_open:
                await changed.wait()
                changed.clear()
        self.hub.order_changed.disconnect(note)
        return action


async def until(holds: Callable[[], bool], *, within_s: float = 120) -> None:
    """Let virtual time pass until something holds."""
    for _ in range(round(within_s / _LOOK_EVERY_S)):
        if holds():
            return
        await pass_time(_LOOK_EVERY_S)
    raise AssertionError(f"not so within {within_s} s")


async def pass_time(seconds: float) -> None:
    """Let virtual time pass; no real time goes by."""
    await asyncio.sleep(seconds)
