"""The facade for the screen, put together from what people chose and from the rest of the core."""

from dataclasses import dataclass
from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.bootstrap.board_keys import make_keys
from kitchen_app.bootstrap.identity import tokens_of
from kitchen_app.bootstrap.keeta_side import KeetaSide
from kitchen_app.bootstrap.pin_lock import make_lock
from kitchen_app.bootstrap.printing_side import PrintingSide
from kitchen_app.services.alarm import Alarm
from kitchen_app.services.authorised_shops import AuthorisedShops, ShopsFile
from kitchen_app.services.autostart import LogInStart
from kitchen_app.services.board import Board
from kitchen_app.services.case_pictures import CasePictures
from kitchen_app.services.erasure import Erasure
from kitchen_app.services.erasure_ports import ForgettingStore
from kitchen_app.services.history import History
from kitchen_app.services.history_ports import HistoryIndex
from kitchen_app.services.hub import Hub
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.links import Links
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.part_refunds import PartRefunds
from kitchen_app.services.ports import Store
from kitchen_app.services.preferences import Chosen, Preferences, SettingsFile
from kitchen_app.services.printer_setup import PrintingFile
from kitchen_app.services.recipients import Recipients
from kitchen_app.services.reports import Reports
from kitchen_app.services.rests import Rests
from kitchen_app.services.served_shops import OrderShops
from kitchen_app.services.settings import Settings
from kitchen_app.store.database import FILE_NAME
from kitchen_app.store.history_reader import HistoryFile
from kitchen_app.store.report_reader import ReportFile
from kitchen_app.store.rest_file import RestFile
from kitchen_app.store.shop_list import ShopListFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind the facade."""

    store: Store
    index: HistoryIndex
    kept: ForgettingStore
    hub: Hub
    board: Board
    links: Links
    alarm: Alarm
    clock: Clock
    keeta: KeetaSide
    paper: PrintingSide
    shops: OrderShops


def make_kitchen(
    behind: Behind,
    data_dir: Path,
    settings: Settings,
    *,
    settings_file: SettingsFile | None,
    printing_file: PrintingFile | None,
    log_in: LogInStart | None,
    shops_file: ShopsFile | None,
    can_restart: bool,
    is_demo: bool,
) -> Kitchen:
    """Return the facade; a demo touches nobody's keyring."""
    store, links, shops = behind.store, behind.links, behind.shops
    hub, platform = behind.hub, behind.keeta.orders
    lock = make_lock(data_dir, behind.clock, settings.manager, is_demo=is_demo)
    preferences = Preferences(_chosen(settings), settings_file, manager=lock)
    history = _make_history(behind, data_dir, preferences)
    return Kitchen(
        store=store,
        hub=hub,
        board=behind.board,
        links=links,
        alarm=behind.alarm,
        clock=behind.clock,
        part_refunds=PartRefunds(platform=platform, store=store, links=links, shops=shops),
        recipients=Recipients(platform=platform, store=store, hub=hub, links=links, shops=shops),
        manager=lock,
        keys=make_keys(data_dir, settings.keys, lock, is_demo=is_demo),
        preferences=preferences,
        pictures=CasePictures(store=store, source=behind.keeta.pictures),
        log_in=log_in,
        printing=behind.paper.printing,
        printer_setup=behind.paper.make_setup(lock, printing_file),
        rests=Rests(RestFile(data_dir), clock=behind.clock, manager=lock),
        history=history,
        reports=_make_reports(behind, data_dir, lock, preferences, history),
        erasure=_make_erasure(behind, lock),
        shops=_make_shops(behind, data_dir, settings, lock, shops_file, can_restart=can_restart),
    )


def _chosen(settings: Settings) -> Chosen:
    return Chosen(
        screen=settings.screen, last_minute=settings.alarm.last_minute, privacy=settings.privacy
    )


def _make_erasure(behind: Behind, lock: ManagerLock) -> Erasure:
    return Erasure(
        store=behind.store,
        kept=behind.kept,
        board=behind.board,
        hub=behind.hub,
        clock=behind.clock,
        manager=lock,
    )


def _make_shops(
    behind: Behind,
    data_dir: Path,
    settings: Settings,
    lock: ManagerLock,
    file: ShopsFile | None,
    *,
    can_restart: bool,
) -> AuthorisedShops:
    return AuthorisedShops(
        behind.shops.served,
        cover=behind.keeta.access,
        board=behind.board,
        manager=lock,
        kept=ShopListFile(data_dir),
        file=file,
        tokens_of=tokens_of(settings),
        can_restart=can_restart,
    )


def _make_history(behind: Behind, data_dir: Path, preferences: Preferences) -> History:
    return History(
        store=behind.store,
        board=behind.board,
        reader=HistoryFile(data_dir / FILE_NAME),
        index=behind.index,
        clock=behind.clock,
        own_names=lambda: preferences.chosen.screen.kitchen_names,
    )


def _make_reports(
    behind: Behind, data_dir: Path, lock: ManagerLock, preferences: Preferences, history: History
) -> Reports:
    return Reports(
        reader=ReportFile(data_dir / FILE_NAME),
        history=history,
        clock=behind.clock,
        manager=lock,
        printing=behind.paper.printing,
        late_after_min=lambda: preferences.chosen.screen.late_after_min,
    )
