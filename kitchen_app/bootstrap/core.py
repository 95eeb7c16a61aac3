"""The core: everything that must go on whatever the screen does, on the core thread."""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from kitchen_app.base.clock import SteadyClock
from kitchen_app.base.errors import KnownError
from kitchen_app.base.tasks import Supervisor
from kitchen_app.bootstrap.board_side import make_board
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.bootstrap.forgetting import make_retention
from kitchen_app.bootstrap.identity import ends, far_ends, identity, tokens_of
from kitchen_app.bootstrap.keeta_side import KeetaSide
from kitchen_app.bootstrap.kitchen_side import Behind, make_kitchen
from kitchen_app.bootstrap.listening import keep_listening, make_listener
from kitchen_app.bootstrap.printing_side import PrintingSide
from kitchen_app.bootstrap.shop_side import make_keepers
from kitchen_app.bootstrap.status import StatusFile
from kitchen_app.domain.order import ShopId
from kitchen_app.keeta.callbacks import KeetaCallbacks
from kitchen_app.keeta.feeler import LineFeeler
from kitchen_app.keeta.prober import KeetaProber
from kitchen_app.keeta.product_api import ProductApi
from kitchen_app.keeta.shop_api import ShopApi
from kitchen_app.services.alarm import Alarm, AlarmDuty, Sound
from kitchen_app.services.awake import Awake
from kitchen_app.services.comeback import Comeback
from kitchen_app.services.hub import Hub
from kitchen_app.services.intake import Intake
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.last_minute import LastMinute
from kitchen_app.services.ledger import Ledger
from kitchen_app.services.links import Links
from kitchen_app.services.outbox import Outbox
from kitchen_app.services.proof import OpenProofs, Proof
from kitchen_app.services.pulse import Pulse
from kitchen_app.services.requests import Requests
from kitchen_app.services.retention import Retention
from kitchen_app.services.reversals import Reversals
from kitchen_app.services.safekeeper import Safekeeper
from kitchen_app.services.served_shops import OrderShops
from kitchen_app.services.settings import Verify
from kitchen_app.services.shop import ShopKeeper
from kitchen_app.services.stock import Stock
from kitchen_app.services.sync import Sync
from kitchen_app.services.unstored import Unstored
from kitchen_app.services.vigil import Vigil
from kitchen_app.services.watch import Watch
from kitchen_app.store.safekeeping import Safekeeping
from kitchen_app.store.sqlite_store import SqliteStore

logger = logging.getLogger(__name__)


class Core:
    """Receives, stores, decides and sends. Made, started and stopped on one event loop."""

    def __init__(self, config: CoreConfig) -> None:
        self._config = config
        self._app_id, self._served = identity(config.data_dir, config.settings)
        self._supervisor = Supervisor()
        self._hub = hub = Hub()
        self._clock = clock = SteadyClock(config.clock)
        self._vigil = Vigil(clock)
        self._safe = Safekeeping(config.data_dir, clock)
        self._store = SqliteStore(self._safe.database, self._safe.journal, clock=clock)
        self._shops = OrderShops(self._served, self._store)
        self._links = links = Links(clock)
        self._board, self._times = make_board(self._store, hub, self._links, clock)
        self._alarm = Alarm()
        self._paper = paper = self._make_paper()
        self._duty = AlarmDuty(
            self._alarm, board=self._board, links=self._links, clock=clock, second=paper.second
        )
        self._ledger = Ledger(self._store, hub, clock, desk=paper.desk)
        self._keeta = self._make_keeta()
        self.access = self._keeta.access
        self.kitchen = self._make_kitchen()
        self._sync = Sync(
            platform=self._keeta.orders,
            ledger=self._ledger,
            hub=hub,
            links=self._links,
            shops=self._shops,
        )
        self._outbox = self._make_outbox()
        self._proofs = OpenProofs(hub)
        self._prober: KeetaProber | None = None
        self.proof: Proof | None = None
        self._pulse = Pulse(
            platform=self._keeta.orders, feeler=LineFeeler(far_ends(config.settings)), links=links
        )
        self._reversals = Reversals(store=self._store, hub=hub, clock=clock)
        self._watch = self._make_watch()
        self._checker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="backup check")
        self._safekeeper = Safekeeper(safe=self._safe, links=self._links, checker=self._checker)
        self._retention = self._make_retention()
        self._keepers = self._make_keepers()
        self.shop = self._keepers[self._served.home]
        self.stock = Stock(platform=ProductApi(self._keeta.calls), shop_id=self._served.home)
        self.kitchen.sold_out.tell_through(self.stock)
        self._server = make_listener(config.settings, config.data_dir, clock)
        self._status = StatusFile(
            config.data_dir,
            links=self._links,
            access=self.access,
            clock=clock,
            port=lambda: self._server.port,
        )

    def _make_keeta(self) -> KeetaSide:
        return KeetaSide(
            base_url=self._config.settings.keeta.base_url,
            app_id=self._app_id,
            shops=self._served,
            tokens_of=tokens_of(self._config.settings),
            secrets=self._config.secrets,
            vault=self._config.vault,
            clock=self._clock,
            links=self._links,
            hub=self._hub,
            supervisor=self._supervisor,
        )

    def _make_paper(self) -> PrintingSide:
        return PrintingSide(
            self._config.settings.printing,
            painter=self._config.painter,
            previewer=self._config.previewer,
            writer=self._config.picture_writer,
            store=self._store,
            hub=self._hub,
            clock=self._clock,
            supervisor=self._supervisor,
            has_rescued=lambda: self._safe.has_rescued,
            on_trouble=partial(self._alarm.play_once, Sound.FAULT),
        )

    def _make_watch(self) -> Watch:
        return Watch(
            board=self._board,
            store=self._store,
            hub=self._hub,
            clock=self._clock,
            ledger=self._ledger,
            links=self._links,
        )

    def _make_outbox(self) -> Outbox:
        return Outbox(
            store=self._store,
            requests=Requests(
                platform=self._keeta.orders,
                store=self._store,
                links=self._links,
                clock=self._clock,
                shops=self._shops,
            ),
            ledger=self._ledger,
            sync=self._sync,
            links=self._links,
            hub=self._hub,
            clock=self._clock,
            supervisor=self._supervisor,
        )

    def _make_kitchen(self) -> Kitchen:
        config = self._config
        return make_kitchen(
            Behind(
                store=self._store,
                index=self._store.history,
                kept=self._store.retention,
                hub=self._hub,
                board=self._board,
                links=self._links,
                alarm=self._alarm,
                clock=self._clock,
                keeta=self._keeta,
                paper=self._paper,
                shops=self._shops,
            ),
            config.data_dir,
            config.settings,
            settings_file=config.settings_file,
            printing_file=config.printing_file,
            log_in=config.log_in,
            shops_file=config.shops_file,
            can_restart=config.can_restart,
            is_demo=config.vault is not None,
        )

    def _keep_shop(self) -> None:
        """Read the shops, end rests, and do what was chosen for orders that nobody touches."""
        for shop_id, keeper in self._keepers.items():
            self._supervisor.serve(keeper.run, name=f"shop {shop_id}")
        self._supervisor.serve(self.kitchen.rests.run, name="rests")
        self._supervisor.serve(self._make_last_minute().run, name="last minute")

    def _make_last_minute(self) -> LastMinute:
        preferences = self.kitchen.preferences
        duty = LastMinute(
            preferences.chosen.last_minute,
            kitchen=self.kitchen,
            shops=self._keepers,
            links=self._links,
            clock=self._clock,
        )
        preferences.changed.connect(duty.follow)
        return duty

    def _make_retention(self) -> Retention:
        return make_retention(
            self._store,
            self.kitchen,
            board=self._board,
            hub=self._hub,
            clock=self._clock,
            data_dir=self._config.data_dir,
            safekeeper=self._safekeeper,
        )

    @property
    def callback_url(self) -> str:
        """The address that callbacks are signed for: as registered, or our own on loopback."""
        configured = self._config.settings.keeta.callback_url
        host = self._config.settings.webhook.host
        name = f"[{host}]" if ":" in host else host
        return configured or f"http://{name}:{self._server.port}{self._server.path}"

    async def start(self) -> None:
        """Open the listener, take up what an earlier run left, and begin to receive.

        It raises KnownError if the listener cannot be opened.
        """
        try:
            await self._server.bind()
        except KnownError:
            await self.stop()
            raise
        reached = ends(self._config.settings, access=self.access, address=self.callback_url)
        self.kitchen.connection.lead_to(reached)
        intake = self._intake()
        self._store.inbox.requeue_asked()
        self._board.load()
        self._keeta.start()
        self._supervisor.serve(intake.commit_groups, name="inbox commits")
        self._supervisor.serve(intake.apply_stored, name="inbox worker")
        self._supervisor.serve(self._sync.run, name="sync")
        self._supervisor.serve(self._duty.run, name="alarm")
        self._supervisor.serve(self.kitchen.screen.run, name="screen watch")
        self._supervisor.serve(self._watch.run, name="watch")
        self._supervisor.serve(self._pulse.run, name="pulse")
        self._keep_records()
        self._keep_shop()
        self._keep_awake()
        self._outbox.resume()
        self._paper.printing.start()
        self._sync.want_all(self._watch.wanted_at_start())
        self._server.serve(intake.receive)
        self._supervisor.serve(partial(keep_listening, self._server, self._links), name="listener")
        self._supervisor.serve(self._status.run, name="status")
        self.proof = self._make_proof()
        self._supervisor.serve(self.proof.run, name="proof")
        self._comeback = self._make_comeback(self.proof)
        self._supervisor.serve(self._vigil.run, name="vigil")
        self._supervisor.serve(self.kitchen.manager.run, name="manager's lock")
        logger.info("Listening on port %d", self._server.port)

    async def stop(self) -> None:
        """Stop in stages: no new callbacks, last sends, connections, database."""
        await self._server.stop()
        await self._supervisor.stop()
        self.kitchen.history.close()
        if self._prober is not None:
            await self._prober.close()
        await self._keeta.close()
        await self._paper.close()
        self._checker.shutdown(cancel_futures=True)
        self._safe.close()

    def _keep_records(self) -> None:
        """Note what happens, find it, let it go when its time is over, and keep a second copy."""
        services = {
            "witness": self.kitchen.witness.run,
            "history": self.kitchen.history.run,
            "cooking times": self._times.run,
            "reversals": self._reversals.run,
            "retention": self._retention.run,
            "safekeeping": self._safekeeper.look_after,
            "backup": self._safekeeper.back_up,
        }
        for name, run in services.items():
            self._supervisor.serve(run, name=name)

    def _keep_awake(self) -> None:
        if self._config.sleep_lock is None:
            return
        awake = Awake(
            lock=self._config.sleep_lock,
            board=self._board,
            links=self._links,
            shops=lambda: [keeper.view for keeper in self._keepers.values()],
        )
        self._supervisor.serve(awake.run, name="awake")

    def _make_keepers(self) -> Mapping[ShopId, ShopKeeper]:
        return make_keepers(
            self._served,
            ShopApi(self._keeta.calls),
            kitchen=self.kitchen,
            hub=self._hub,
            links=self._links,
            clock=self._clock,
            supervisor=self._supervisor,
            time_zone=self._config.settings.shop.time_zone,
        )

    def _intake(self) -> Intake:
        reader = KeetaCallbacks(
            app_id=self._app_id,
            secret=self._config.secrets.app_secret,
            callback_url=self.callback_url,
            enforce=self._config.settings.keeta.verify is Verify.ENFORCE,
            scale=self._keeta.scale,
        )
        self._unstored = Unstored(
            store=self._store,
            reader=reader,
            board=self._board,
            hub=self._hub,
            links=self._links,
            clock=self._clock,
            shops=self._served,
        )
        return Intake(
            store=self._store,
            reader=reader,
            ledger=self._ledger,
            hub=self._hub,
            links=self._links,
            proofs=self._proofs,
            shops=self._served,
        )

    def _make_proof(self) -> Proof:
        """Return the test of the receiving path, once the listener's port is known."""
        self._prober = KeetaProber(
            app_id=self._app_id,
            shop_id=self._served.home,
            secret=self._config.secrets.app_secret,
            callback_url=self.callback_url,
            clock=self._clock,
        )
        return Proof(
            prober=self._prober,
            proofs=self._proofs,
            pulse=self._pulse,
            links=self._links,
            is_public=self._config.settings.keeta.callback_url is not None,
        )

    def _make_comeback(self, proof: Proof) -> Comeback:
        return Comeback(
            vigil=self._vigil,
            absences=self._board.absences,
            links=self._links,
            watch=self._watch,
            sync=self._sync,
            outbox=self._outbox,
            measure=self._pulse.want,
            prove=proof.want,
            wake=(self._reversals.look, *(each.want_look for each in self._keepers.values())),
        )
