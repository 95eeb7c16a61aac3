"""What forgets by itself, following what people choose and what they forget by hand."""

from pathlib import Path

from kitchen_app.base.clock import Clock
from kitchen_app.services.board import Board
from kitchen_app.services.hub import Hub
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.retention import Retention
from kitchen_app.services.safekeeper import Safekeeper
from kitchen_app.store.database import OLD_COPIES
from kitchen_app.store.retention import OldFiles
from kitchen_app.store.safekeeping import SET_ASIDE
from kitchen_app.store.sqlite_store import SqliteStore


def make_retention(
    store: SqliteStore,
    kitchen: Kitchen,
    *,
    board: Board,
    hub: Hub,
    clock: Clock,
    data_dir: Path,
    safekeeper: Safekeeper,
) -> Retention:
    """Return it; what is forgotten by hand leaves the second copies soon, too."""
    retention = Retention(
        store=store,
        kept=store.retention,
        board=board,
        hub=hub,
        clock=clock,
        privacy=kitchen.preferences.chosen.privacy,
        copies=(OldFiles(data_dir, OLD_COPIES, SET_ASIDE),),
    )
    kitchen.preferences.changed.connect(retention.follow)
    kitchen.erasure.forgotten.connect(retention.want_pass)
    kitchen.erasure.begun.connect(safekeeper.renew)
    return retention
