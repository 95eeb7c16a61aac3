"""Writes into kitchen.toml what people choose on the screen."""

import asyncio
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from kitchen_app.domain.order import ShopId
from kitchen_app.services.preferences import PRIVACY, Setting, SettingValue
from kitchen_app.services.served_shops import ServedShops
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.store.config_file import WHOLE, Value, change_file, write_values
from kitchen_app.store.kept_printing import put_printing
from kitchen_app.store.screen_section import AUTO, SCREEN, SYSTEM

_UNSET = {
    Setting.LANGUAGE: SYSTEM,
    Setting.KITCHEN_LANGUAGE: SCREEN,
    Setting.SCALE: AUTO,
}
"""The word in the file for a choice that is left to something else."""


class KeptSettings:
    """The file of one data directory; writing happens on another thread."""

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    async def keep(self, values: Mapping[Setting, SettingValue]) -> None:
        """Write down these choices, all or none; notes and foreign keys of the file stay.

        Raises:
            ConfigError: the file cannot be read or written.
        """
        told = {_place(setting): _value(setting, value) for setting, value in values.items()}
        await asyncio.to_thread(write_values, self._data_dir, told)

    async def keep_shops(self, served: ServedShops, *, tokens_of: ShopId) -> None:
        """Write down which shops are served from the next start on, all in one step.

        Raises:
            ConfigError: the file cannot be read or written.
        """
        told: dict[tuple[str, str], Value] = {
            ("keeta", "shop_id"): int(served.home),
            ("keeta", "other_shops"): tuple(int(each) for each in served.others),
        }
        if tokens_of != served.home:
            told["keeta", "tokens_of"] = int(tokens_of)
        await asyncio.to_thread(write_values, self._data_dir, told)

    async def keep_printing(self, settings: PrintingSettings) -> None:
        """Write down all printers and stations; the tables of those that stay are not touched.

        Raises:
            ConfigError: the file cannot be read or written.
        """
        change = partial(put_printing, settings)
        await asyncio.to_thread(change_file, self._data_dir, change)


def _place(setting: Setting) -> tuple[str, str]:
    """Return the section and the key of a setting."""
    if setting is Setting.KITCHEN_NAMES:
        return "glossary", WHOLE
    if setting in PRIVACY:
        return "privacy", setting.value
    return ("alarm" if setting is Setting.LAST_MINUTE else "screen"), setting.value


def _value(setting: Setting, value: SettingValue) -> Value | Mapping[str, str]:
    """Return a choice as it stands in the file; tomlkit takes no enum for a text."""
    if value is None:
        return _UNSET[setting]
    return str(value) if isinstance(value, str) else value
