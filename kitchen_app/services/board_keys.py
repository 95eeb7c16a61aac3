"""Which key does what on the board: the defaults, what a shop has learned, and keeping that."""

import asyncio
import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from kitchen_app.services.manager_lock import ManagerLock


class BoardKey(StrEnum):
    """What a key can do; the order is that in which keys are learned."""

    BUMP = "bump"  # the next step of the chosen card; in a panel, the button in focus
    NEXT = "next"
    PREVIOUS = "previous"
    UNDO = "undo"
    RECALL = "recall"
    DETAILS = "details"
    CANCEL = "cancel"
    ANSWER = "answer"
    BACK = "back"
    ACCEPT_ALL = "accept_all"
    WAITING = "waiting"
    ALL_DAY = "all_day"
    SOLD_OUT = "sold_out"
    PRINT = "print"  # the kitchen ticket of the chosen card again, or else of the last order
    MENU = "menu"
    CLEAN = "clean"
    FULL_SCREEN = "full_screen"
    SETTINGS = "settings"
    NAMES = "names"
    CARD_1 = "card_1"
    CARD_2 = "card_2"
    CARD_3 = "card_3"
    CARD_4 = "card_4"
    CARD_5 = "card_5"
    CARD_6 = "card_6"
    CARD_7 = "card_7"
    CARD_8 = "card_8"
    CARD_9 = "card_9"


CARDS = tuple(key for key in BoardKey if key.value.startswith("card_"))

DEFAULTS: Mapping[BoardKey, str] = {
    BoardKey.BUMP: "B",
    BoardKey.NEXT: "N",
    BoardKey.PREVIOUS: "P",
    BoardKey.UNDO: "Ctrl+Z",
    BoardKey.RECALL: "R",
    BoardKey.DETAILS: "D",
    BoardKey.CANCEL: "X",
    BoardKey.ANSWER: "Q",
    BoardKey.BACK: "",  # Esc always goes back
    BoardKey.ACCEPT_ALL: "",
    BoardKey.WAITING: "0",
    BoardKey.ALL_DAY: "A",
    BoardKey.SOLD_OUT: "O",
    BoardKey.PRINT: "T",
    BoardKey.MENU: "M",
    BoardKey.CLEAN: "C",
    BoardKey.FULL_SCREEN: "F11",
    BoardKey.SETTINGS: "S",
    BoardKey.NAMES: "G",
    **{key: key.value[-1] for key in CARDS},
}
"""Names of keys as Qt writes them; empty: none."""

RESERVED = frozenset({"Esc", "Tab", "Backtab", "Shift+Backtab", "Return", "Enter", "Space"})
"""They lead through the screen without a map: no map may take them away."""

MODIFIERS = frozenset({"Ctrl", "Shift", "Alt", "Meta", "AltGr"})
"""They are keys of their own when pressed alone: some bars send nothing else."""

_NAME = re.compile(r"((Ctrl|Shift|Alt|Meta|Num)\+)*[^\s+]{1,20}|((Ctrl|Shift|Alt|Meta|Num)\+)*\+")


def is_key_name(name: str) -> bool:
    """Tell whether a text can name a key that may be learned; empty means none."""
    plain = name.removeprefix("Num+")
    return not name or (plain not in RESERVED and _NAME.fullmatch(name) is not None)


def key_map(learned: Mapping[BoardKey, str]) -> dict[BoardKey, str]:
    """Return the key of each action: a learned one takes its key away from a default."""
    taken = {name for name in learned.values() if name}
    free = {key: "" if name in taken else name for key, name in DEFAULTS.items()}
    return {**free, **learned}


class BoardKeys:
    """Keeps what was learned; changing it is a setting, so it may need the manager."""

    def __init__(
        self,
        learned: Mapping[BoardKey, str],
        *,
        manager: ManagerLock,
        write: Callable[[Mapping[str, str]], None],
    ) -> None:
        self._learned = dict(learned)
        self._manager = manager
        self._write = write

    async def known(self) -> dict[BoardKey, str]:
        return key_map(self._learned)

    async def keep(
        self, wanted: Mapping[BoardKey, str], *, approval: str = ""
    ) -> dict[BoardKey, str]:
        """Keep a whole map and return it.

        Raises:
            NotApproved: only the manager may change it.
            ValueError: a key that may not be learned, or one for two actions.
            KnownError: it cannot be written down.
        """
        used = [name for name in wanted.values() if name]
        if len(used) != len(set(used)) or not all(map(is_key_name, used)):
            raise ValueError("no map of keys")
        self._manager.open_settings(approval)
        before = key_map(self._learned)
        differing = {key: name for key, name in wanted.items() if before[key] != name}
        await asyncio.to_thread(self._write, {key.value: name for key, name in differing.items()})
        self._learned.update(differing)
        return key_map(self._learned)
