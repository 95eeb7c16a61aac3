"""The core's side of the model: one run of the real services over a real database.

A run may die at every transaction and every call. What is dead commits nothing, sends nothing
and acknowledges nothing any more: the next run finds the file as it was at that moment.
"""

import asyncio
import errno
import shutil
from collections import deque
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from kitchen_app.base.callback import Answer, RawCallback
from kitchen_app.base.clock import SteadyClock
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.board_keys import make_keys
from kitchen_app.domain.order import ShopId
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.client import OrderApi
from kitchen_app.keeta.transport import SignedCalls
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.services.alarm import Alarm, AlarmDuty
from kitchen_app.services.board import Board
from kitchen_app.services.case_pictures import CasePictures
from kitchen_app.services.comeback import Comeback
from kitchen_app.services.erasure import Erasure
from kitchen_app.services.history import History
from kitchen_app.services.hub import Hub
from kitchen_app.services.intake import Intake
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.last_minute import LastMinute
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.outbox import Outbox
from kitchen_app.services.part_refunds import PartRefunds
from kitchen_app.services.ports import Store
from kitchen_app.services.preferences import Chosen, Preferences
from kitchen_app.services.proof import OpenProofs
from kitchen_app.services.pulse import Pulse
from kitchen_app.services.recipients import Recipients
from kitchen_app.services.reports import Reports
from kitchen_app.services.requests import Requests
from kitchen_app.services.rests import Rests
from kitchen_app.services.reversals import Reversals
from kitchen_app.services.served_shops import OrderShops, ServedShops
from kitchen_app.services.settings import LastResort
from kitchen_app.services.shop_view import ChangeResult, ShopView
from kitchen_app.services.sync import Sync
from kitchen_app.services.unstored import Unstored
from kitchen_app.services.vigil import Vigil
from kitchen_app.services.watch import Watch
from kitchen_app.store.database import FILE_NAME, Database, open_database
from kitchen_app.store.history import SqliteHistory
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.pin import NoPepper, PinFile
from kitchen_app.store.report_reader import ReportFile
from kitchen_app.store.rest_file import RestFile
from kitchen_app.store.retention import SqliteRetention
from kitchen_app.store.sqlite_store import SqliteStore
from tests.fakes import FakePictureSource, StoreAround, no_printing
from tests.reliability.keeta_side import KEETA_URL, LoopClock, Wire
from tests.reliability.post import CALLBACK_URL
from tests.services.setup_fakes import no_setup
from tests.services.shops_fakes import no_choice

_RECORDED = (
    ("orders", "order_id", "status", "document"),
    ("actions", "key", "state", "document"),
    ("refunds", "case_id", "state", "document"),
)


class Death(BaseException):
    """The run ended here, as in a power cut."""


class DiskFate(StrEnum):
    """How one transaction ends, instead of well."""

    FULL = "full"
    DIES_BEFORE = "dies_before"  # nothing of it is kept
    DIES_AFTER = "dies_after"  # all of it is kept, and nobody heard


class MortalStore(StoreAround):
    """A real store whose disk fails, or whose process dies, at the transaction that is told."""

    def __init__(self, store: SqliteStore, run: "Run") -> None:
        super().__init__(store)
        self._run = run
        self.fates: deque[DiskFate | None] = deque()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self._run.require_alive()
        fate = self.fates.popleft() if self.fates else None
        with self._store.transaction():
            yield
            if fate is DiskFate.FULL:
                raise OSError(errno.ENOSPC, "planted: the disk is full")
            if fate is DiskFate.DIES_BEFORE:
                self._run.die()
        if fate is DiskFate.DIES_AFTER:
            self._run.die()


def prepare_file(folder: Path) -> Path:
    """Make an empty database that writes down every state it ever holds; return its file."""
    database = open_database(folder)
    database.peewee.execute_sql(
        "CREATE TABLE every_state "
        "(seq INTEGER PRIMARY KEY, what TEXT, id TEXT, state TEXT, doc BLOB)"
    )
    for table, *columns in _RECORDED:
        new = ", ".join(f"NEW.{column}" for column in columns)
        note = f"INSERT INTO every_state (what, id, state, doc) VALUES ('{table}', {new})"
        for event in ("INSERT", "UPDATE"):
            trigger = f"CREATE TRIGGER {table}_{event} AFTER {event} ON {table}"
            database.peewee.execute_sql(f"{trigger} BEGIN {note}; END")
    database.peewee.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / FILE_NAME


def copy_file(prepared: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(prepared, folder / FILE_NAME)


def _prove_nothing() -> None:
    """There is no tunnel here that could be proved."""


class NoShop:
    """A shop that nobody here puts to rest."""

    view = ShopView()

    async def rest(self) -> ChangeResult:
        raise NotImplementedError


class Run:
    """One run of the program without screen and sockets, wired as `bootstrap.core` wires it."""

    def __init__(
        self,
        folder: Path,
        *,
        config: SandboxConfig,
        wire: Wire,
        clock: LoopClock,
        enforce: bool,
        choice: LastResort,
    ) -> None:
        self.choice = choice
        self._folder = folder
        self.clock = steady = SteadyClock(clock)
        self.vigil = Vigil(steady)
        self.dead = False
        self.died = asyncio.Event()
        self.supervisor = Supervisor()
        self.database: Database = open_database(folder)
        self.store = MortalStore(SqliteStore(self.database), self)
        self.hub = Hub()
        self.links = Links(steady)
        self.board = Board(self.store, self.hub, self.links, steady)
        self.alarm = Alarm()
        self._alarm_duty = AlarmDuty(self.alarm, board=self.board, links=self.links, clock=steady)
        self.ledger = Ledger(self.store, self.hub, steady)
        served = ServedShops(home=ShopId(str(config.shop_id)))
        self.shops = OrderShops(served, self.store)
        self.client = OrderApi(
            SignedCalls(
                base_url=KEETA_URL,
                app_id=config.app_id,
                secret=config.secret,
                access_token=config.access_token,
                clock=steady,
                on_clock=self.links.clock_measured,
                transport=wire,
            )
        )
        self.kitchen = self._kitchen(self.store)
        self._last_minute = LastMinute(
            choice,
            kitchen=self.kitchen,
            shops={served.home: NoShop()},
            links=self.links,
            clock=steady,
        )
        self.sync = Sync(
            platform=self.client,
            ledger=self.ledger,
            hub=self.hub,
            links=self.links,
            shops=self.shops,
        )
        self.outbox = self._outbox(self.store)
        self.pulse = Pulse(platform=self.client, feeler=wire, links=self.links)
        self.reversals = Reversals(store=self.store, hub=self.hub, clock=steady)
        self.watch = Watch(
            store=self.store,
            board=self.board,
            hub=self.hub,
            clock=steady,
            ledger=self.ledger,
            links=self.links,
        )
        self.comeback = self._comeback()
        reader = KeetaCallbacks(
            app_id=config.app_id,
            secret=config.secret,
            callback_url=CALLBACK_URL,
            enforce=enforce,
        )
        self.unstored = Unstored(
            store=self.store,
            reader=reader,
            board=self.board,
            hub=self.hub,
            links=self.links,
            clock=steady,
            shops=served,
        )
        self.intake = Intake(
            store=self.store,
            reader=reader,
            ledger=self.ledger,
            hub=self.hub,
            links=self.links,
            proofs=OpenProofs(self.hub),
            shops=served,
        )

    def _comeback(self) -> Comeback:
        return Comeback(
            vigil=self.vigil,
            absences=self.board.absences,
            links=self.links,
            watch=self.watch,
            sync=self.sync,
            outbox=self.outbox,
            measure=self.pulse.want,
            prove=_prove_nothing,
            wake=(self.reversals.look,),
        )

    def _kitchen(self, store: Store) -> Kitchen:
        platform, links, shops = self.client, self.links, self.shops
        manager = ManagerLock(PinFile(self._folder, NoPepper()), self.clock)
        printing = no_printing(store, self.hub, self.clock, self.supervisor)
        history = History(
            store=store,
            board=self.board,
            reader=HistoryFile(self._folder / FILE_NAME),
            index=SqliteHistory(self.database),
            clock=self.clock,
            own_names=dict,
        )
        return Kitchen(
            store=store,
            hub=self.hub,
            board=self.board,
            links=links,
            clock=self.clock,
            alarm=self.alarm,
            part_refunds=PartRefunds(platform=platform, store=store, links=links, shops=shops),
            recipients=Recipients(
                platform=platform, store=store, hub=self.hub, links=links, shops=shops
            ),
            manager=manager,
            keys=make_keys(self._folder, {}, manager, is_demo=True),
            preferences=Preferences(Chosen(), manager=manager),
            pictures=CasePictures(store=store, source=FakePictureSource()),
            printing=printing,
            rests=Rests(RestFile(self._folder), clock=self.clock, manager=manager),
            printer_setup=no_setup(manager, self.clock),
            history=history,
            shops=no_choice(shops.served, self.board, manager),
            reports=Reports(
                reader=ReportFile(self._folder / FILE_NAME),
                history=history,
                clock=self.clock,
                manager=manager,
                printing=printing,
                late_after_min=lambda: 15,
            ),
            erasure=Erasure(
                store=store,
                kept=SqliteRetention(self.database),
                board=self.board,
                hub=self.hub,
                clock=self.clock,
                manager=manager,
            ),
        )

    def _outbox(self, store: Store) -> Outbox:
        return Outbox(
            store=store,
            requests=Requests(
                platform=self.client,
                store=store,
                links=self.links,
                clock=self.clock,
                shops=self.shops,
            ),
            ledger=self.ledger,
            sync=self.sync,
            links=self.links,
            hub=self.hub,
            clock=self.clock,
            supervisor=self.supervisor,
        )

    def start(self) -> None:
        """Begin as the core does."""
        self.store.inbox.requeue_asked()
        self.board.load()
        serve = self.supervisor.serve
        serve(self.intake.commit_groups, name="inbox commits")
        serve(self.intake.apply_stored, name="inbox worker")
        serve(self.sync.run, name="sync")
        serve(self.watch.run, name="watch")
        serve(self._alarm_duty.run, name="alarm")
        serve(self._last_minute.run, name="last minute")
        serve(self.pulse.run, name="pulse")
        serve(self.reversals.run, name="reversals")
        self.outbox.resume()
        serve(self.vigil.run, name="vigil")
        self.sync.want_all(self.watch.wanted_at_start())

    def stamp(self) -> datetime:
        return self.clock.now()

    async def receive(self, raw: RawCallback) -> Answer:
        return await self.intake.receive(raw)

    def person(self, doing: Coroutine[Any, Any, Any]) -> None:
        """Let a person do something that takes a while."""
        self.supervisor.spawn(doing, name="a person")

    def require_alive(self) -> None:
        if self.dead:
            raise Death

    def die(self) -> None:
        """End here; whoever called goes no further."""
        self.dead = True
        self.died.set()
        raise Death

    async def bury(self) -> None:
        """Stop every task where it stands and let go of the file."""
        self.dead = True
        tasks = [*self.supervisor._services, *self.supervisor._jobs]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self.database.close()
