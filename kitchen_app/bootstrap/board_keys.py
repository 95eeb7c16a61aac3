"""The keys of the board, kept in kitchen.toml."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from kitchen_app.services.board_keys import BoardKey, BoardKeys
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.store.config_file import write_values


def make_keys(
    data_dir: Path, learned: Mapping[BoardKey, str], manager: ManagerLock, *, is_demo: bool
) -> BoardKeys:
    """Return them; the demo has no file and forgets what it learned."""
    write = _forget if is_demo else partial(_write, data_dir)
    return BoardKeys(learned, manager=manager, write=write)


def _write(data_dir: Path, keys: Mapping[str, str]) -> None:
    write_values(data_dir, {("keys", action): name for action, name in keys.items()})


def _forget(_keys: Mapping[str, str]) -> None:
    """Keep nothing."""
