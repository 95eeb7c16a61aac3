"""Starting with the computer, as far as the rest of the program needs to know."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

from kitchen_app.services.manager_lock import ManagerLock


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


class NoStart(StrEnum):
    """Why the program cannot say how it is started."""

    DEMO = "demo"  # what was tried out is not to come back each morning
    IMPOSSIBLE = "impossible"  # no way is known on this system


class LogInStart:
    """Whether this program starts at log-in, as the settings show and change it.

    With a `manager` a change may need the PIN, as any setting does.
    """

    def __init__(
        self,
        system: Autostart | NoStart,
        command: Sequence[str] = (),
        *,
        manager: ManagerLock | None = None,
    ) -> None:
        self._system = system
        self._command = tuple(command)
        self._manager = manager

    def locked_by(self, manager: ManagerLock) -> "LogInStart":
        """Return the same behind the manager's PIN."""
        return LogInStart(self._system, self._command, manager=manager)

    async def state(self) -> StartState | NoStart:
        """Read it from the system.

        Raises:
            KnownError: the system does not let us; the text says what to do instead.
        """
        if isinstance(self._system, NoStart):
            return self._system
        return await asyncio.to_thread(self._system.state, self._command)

    async def switch(self, *, on: bool, approval: str = "") -> StartState | NoStart:
        """Turn it on or off; return what the system says afterwards.

        Raises:
            KnownError: it needs the manager's PIN, or the system does not let us.
        """
        if self._manager is not None:
            self._manager.open_settings(approval)
        if isinstance(self._system, NoStart):
            return self._system
        if on:
            await asyncio.to_thread(self._system.turn_on, self._command)
        else:
            await asyncio.to_thread(self._system.turn_off)
        return await self.state()
