"""Starting with the computer, as far as the rest of the program needs to know."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol


class StartState(StrEnum):
    """What the system does at log-in: read from it each time, never remembered."""

    OFF = "off"
    ON = "on"
    OTHER = "other"  # it starts another copy of the program, or with other options


class Autostart(Protocol):
    """The system's list of what is started when this user logs in; nobody else's, no admin.

    All raise `base.errors.KnownError` when the system does not let us.
    """

    def state(self, command: Sequence[str]) -> StartState:
        """Tell whether a command is started at log-in."""
        ...

    def turn_on(self, command: Sequence[str]) -> None: ...

    def turn_off(self) -> None:
        """Start nothing of ours at log-in, whatever the command was."""
        ...
