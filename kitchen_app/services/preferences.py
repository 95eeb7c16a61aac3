"""What people choose on the screen itself: in force at once, and written down."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol, TypeAlias

from kitchen_app.base.signal import Signal
from kitchen_app.services.manager_lock import ManagerLock
from kitchen_app.services.settings import LastResort, PrivacySettings, ScreenSettings

logger = logging.getLogger(__name__)

SettingValue: TypeAlias = str | int | float | tuple[str, ...] | Mapping[str, str] | None


class Setting(StrEnum):
    """What can be chosen on the screen; the value is its key in kitchen.toml."""

    LANGUAGE = "language"
    KITCHEN_LANGUAGE = "kitchen_language"
    SCALE = "scale"
    ARRANGEMENT = "arrangement"
    LOOK = "look"
    PALETTE = "palette"
    MOTION = "motion"
    DIGITS = "digits"
    SOON_AFTER_MIN = "soon_after_min"
    LATE_AFTER_MIN = "late_after_min"
    ALLERGY_WORDS = "allergy_words"
    KITCHEN_NAMES = "kitchen_names"
    LAST_MINUTE = "last_minute"
    MASK_AFTER_HOURS = "mask_after_hours"
    DELETE_AFTER_DAYS = "delete_after_days"


PRIVACY = frozenset({Setting.MASK_AFTER_HOURS, Setting.DELETE_AFTER_DAYS})
"""How long people are kept: shortened, it costs what no undo brings back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """All that is in force now."""

    screen: ScreenSettings = field(default_factory=ScreenSettings)
    last_minute: LastResort = LastResort.NOTHING
    privacy: PrivacySettings = field(default_factory=PrivacySettings)

    def value(self, setting: Setting) -> SettingValue:
        if setting is Setting.LAST_MINUTE:
            return self.last_minute
        where = self.privacy if setting in PRIVACY else self.screen
        value: SettingValue = getattr(where, setting.value)
        return value

    def with_values(self, values: Mapping[Setting, SettingValue]) -> "Chosen":
        """Return the same with other values.

        Raises:
            ValueError: they do not go together.
        """
        given: dict[str, Any] = {setting.value: value for setting, value in values.items()}
        last_minute = LastResort(given.pop(Setting.LAST_MINUTE, self.last_minute))
        kept = {setting.value: given.pop(setting) for setting in PRIVACY & values.keys()}
        return Chosen(
            screen=replace(self.screen, **given),
            last_minute=last_minute,
            privacy=replace(self.privacy, **kept),
        )


class SettingsFile(Protocol):
    """Where choices are written down."""

    async def keep(self, values: Mapping[Setting, SettingValue]) -> None:
        """Write down these choices, all or none, without holding up the caller's loop.

        Raises:
            KnownError: they cannot be written; the text says why.
        """
        ...


class Preferences:
    """The choices in force. Without a `file` they last as long as the program runs.

    With a `manager` they may need the PIN: `unlock` first.

    Signals:
        changed: something else is in force now.
    """

    def __init__(
        self,
        chosen: Chosen,
        file: SettingsFile | None = None,
        *,
        manager: ManagerLock | None = None,
    ) -> None:
        self.changed: Signal[Chosen] = Signal()
        self._chosen = chosen
        self._file = file
        self._manager = manager
        self._one_by_one = asyncio.Lock()

    @property
    def chosen(self) -> Chosen:
        return self._chosen

    async def unlock(self, approval: str = "") -> None:
        """Let people change settings for a while.

        Raises:
            NotApproved: that needs the manager's PIN.
        """
        if self._manager is not None:
            self._manager.open_settings(approval)

    async def change(self, values: Mapping[Setting, SettingValue], *, approval: str = "") -> Chosen:
        """Write choices down, then let them be in force; return all that is.

        Raises:
            KnownError: they cannot be written down, or are locked; what was in force stays so.
            ValueError: they do not go together.
        """
        await self.unlock(approval)
        async with self._one_by_one:
            chosen = self._chosen.with_values(values)
            if self._file is not None:
                await self._file.keep(values)
            logger.info("Settings changed: %s", ", ".join(sorted(values)))
            return self._put_in_force(chosen)

    async def try_out(
        self, values: Mapping[Setting, SettingValue], *, approval: str = ""
    ) -> Chosen:
        """Let choices be in force without writing them down; return all that is in force.

        Raises:
            NotApproved: they are locked.
            ValueError: they do not go together.
        """
        await self.unlock(approval)
        async with self._one_by_one:
            return self._put_in_force(self._chosen.with_values(values))

    def _put_in_force(self, chosen: Chosen) -> Chosen:
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit(chosen)
        return chosen
