"""How the tunnel program is that this program keeps running."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TunnelState(StrEnum):
    """What the tunnel program does; what is wrong with it is told apart."""

    OFF = "off"  # none is kept here
    STARTING = "starting"  # it runs, and is not known to carry anything yet
    RUNNING = "running"
    WAITING = "waiting"  # it has ended, or could not be started, and is soon tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class TunnelView:
    """The tunnel program: its name, its state since when, and what became of its lives before.

    `starts_again` counts how often it had to be started again since this program runs. Its last
    life ended with `exit_code` (None: no life has ended by itself; below 0: a signal), after
    saying `last_words`, in which nothing long or secret is left.
    """

    state: TunnelState = TunnelState.OFF
    name: str = ""
    since: datetime | None = None
    starts_again: int = 0
    exit_code: int | None = None
    last_words: str = ""


NO_TUNNEL = TunnelView()
