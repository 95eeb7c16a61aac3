"""The board, and what it was taught by the orders that were made."""

from kitchen_app.base.clock import Clock
from kitchen_app.services.board import Board
from kitchen_app.services.cooking_times import CookingTimes
from kitchen_app.services.hub import Hub
from kitchen_app.services.links import Links
from kitchen_app.store.sqlite_store import SqliteStore


def make_board(
    store: SqliteStore, hub: Hub, links: Links, clock: Clock
) -> tuple[Board, CookingTimes]:
    """Return the board with the service that learns for it."""
    times = CookingTimes(store=store, rows=store.cooking_times, hub=hub, clock=clock)
    return Board(store, hub, links, clock, usual=times.usual_of), times
