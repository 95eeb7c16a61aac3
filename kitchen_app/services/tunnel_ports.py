"""What keeping a tunnel needs of the world: a program, and one life of it at a time."""

from typing import Protocol

from kitchen_app.base.errors import KnownError
from kitchen_app.services.links import Trouble


class TunnelNotStarted(KnownError):
    """The tunnel program could not be started; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"The tunnel program could not be started ({trouble.value}).")
        self.trouble = trouble


class TunnelRun(Protocol):
    """One life of a tunnel program, from its start to its end."""

    @property
    def said(self) -> Trouble:
        """What it has said of itself so far, as far as its vendor documents the words."""
        ...

    @property
    def last_words(self) -> str:
        """Its last line, short and without anything that may be secret."""
        ...

    async def ended(self) -> int:
        """Wait until it has ended by itself; return its exit code, below 0 for a signal."""
        ...

    async def is_connected(self) -> bool | None:
        """Tell whether it reaches its provider; None: it cannot be asked. Never raises."""
        ...

    async def stop(self) -> None:
        """End it and whatever it has started, politely, then hard; return when it is gone."""
        ...


class TunnelProgram(Protocol):
    """A program that brings what is sent to the public address to our listener."""

    @property
    def name(self) -> str:
        """The name of the program, without path and arguments: these may hold secrets."""
        ...

    async def start(self) -> TunnelRun:
        """Start it.

        Raises:
            TunnelNotStarted: it is not there, or may not be started.
        """
        ...
