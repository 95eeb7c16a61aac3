"""kitchen.toml: read with exact complaints, written without losing a comment or a foreign key."""

import re
import secrets
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kitchen_app.base.files import put_in_place
from kitchen_app.services.board_keys import BoardKey, is_key_name
from kitchen_app.services.settings import (
    AlarmSettings,
    LastResort,
    ManagerSettings,
    PrivacySettings,
    ScreenSettings,
    Settings,
    ShopSettings,
    WebhookSettings,
)
from kitchen_app.store.errors import ConfigError
from kitchen_app.store.files import PRIVATE_FILE
from kitchen_app.store.glossary_section import read_glossary
from kitchen_app.store.keeta_section import LOOPBACK, read_keeta
from kitchen_app.store.printing_section import PRINTING_NOTES, read_printing
from kitchen_app.store.screen_section import read_screen
from kitchen_app.store.section import Section, text, whole_number

FILE_NAME = "kitchen.toml"

_STARTER = """\
# Kitchen App. Lines that begin with # are notes; the program keeps them.
# Secrets never stand here: they are in the system's keyring.

[keeta]
# Both numbers are in Keeta's developer portal. Remove the # and fill them in.
# app_id = 3800000001
# shop_id = 470011
# More shops of the same authorization whose orders come here too; the menu writes it: Shop, Shops.
# other_shops = []
# The address of this shop's callbacks exactly as registered with Keeta (your tunnel's address).
# callback_url = "https://kitchen.example.com/..."
# "observe" accepts callbacks whose signature does not fit as hints only; "enforce" refuses them.
verify = "enforce"

[webhook]
host = "127.0.0.1"
port = 8470
# Nobody but Keeta may know this path: it was made at random for this shop.
path = "{path}"

[shop]
# Where the shop is: special days, such as holidays, can be changed only when this is set.
# time_zone = "Asia/Riyadh"

[privacy]
# Hours after an order's end until customers' notes and names are gone from it (1 to 168).
# mask_after_hours = 24
# Days after an order's end until only its money is kept (1 to 90).
# delete_after_days = 30

[alarm]
# When an order has one minute left and nobody has touched it: "nothing" more than the alarm,
# "accept" it, or put the shop to "rest" until somebody opens it again.
# last_minute = "nothing"

[manager]
# With a manager's PIN (in the menu): so much of an order, in whole units of its currency, may be
# given back without it. 0 asks for the PIN at every refund.
# refund_limit = 0

[keys]
# Keys of the board that differ from the delivered ones; the menu learns them.
# bump = "F5"
[screen]
# All of these can be changed on the screen too: the key S, or the menu.
# The words of the screen: "en", "ar", "zh_HK", or the "system"'s language.
# language = "system"
# The words of dishes, sizes and options, where the menu has them: "en", "ar", "zh_HK", or as the
# "screen".
# kitchen_language = "screen"
# The size of everything: a number from 0.8 to 1.8, or "auto" to fit the screen.
# scale = "auto"
# The lanes of the board: "lanes" side by side, or "one_lane" at a time for a small screen.
# arrangement = "lanes"
# The ground: "dark" or "light".
# look = "dark"
# The colours: "standard", or "colour_blind" for eyes that confuse red and green.
# palette = "standard"
# Whether things slide: "on", "off", or "auto" as this computer is set.
# motion = "auto"
# The figures while the language is Arabic: "western" or "arabic_indic".
# digits = "western"
# Minutes after its acceptance until an order turns amber, and until it turns red (1 to 180).
# soon_after_min = 10
# late_after_min = 15
# Words of a note that mean an allergy here, besides those that the program knows.
# allergy_words = []

[glossary]
# What this kitchen calls a dish, a size or an option; the menu of the screen writes it: Names.
# "Chicken shawarma plate" = "SHAWARMA C"
"""

_PATH = re.compile(r"/[A-Za-z0-9/._~-]*")

Value = str | int | float | bool | tuple[str, ...] | tuple[int, ...]
"""What can be written down under a key."""

WHOLE = ""
"""In the place of a key: a table is written whole, and what else stands in it goes."""


def load_settings(data_dir: Path) -> Settings:
    """Return the settings of a data directory; a missing file is made, with notes in it.

    Raises:
        ConfigError: the file cannot be read, or a key holds something of the wrong kind.
    """
    path = data_dir / FILE_NAME
    try:
        if not path.exists():
            _write(path, _STARTER.format(path=_random_path()) + PRINTING_NOTES)
        document = tomlkit.parse(path.read_text("utf-8-sig")).unwrap()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    except TOMLKitError as error:
        raise ConfigError(f"{path} is not valid TOML: {error}") from error
    return _settings(document, path)


def load_existing_settings(data_dir: Path) -> Settings:
    """Return the settings of a data directory that is in use; make nothing.

    Raises:
        ConfigError: there is no file, it cannot be read, or a key is of the wrong kind.
    """
    try:
        is_there = (data_dir / FILE_NAME).exists()
    except OSError as error:
        raise ConfigError(f"{data_dir} cannot be read: {error}") from error
    if not is_there:
        raise ConfigError(
            f"{data_dir} holds no {FILE_NAME}: name the right folder with --data-dir, or start "
            "kitchen-app there first."
        )
    return load_settings(data_dir)


def ensure_path(data_dir: Path, settings: Settings) -> str:
    """Return the secret path of the listener; the first time, make one and write it down."""
    if settings.webhook.path:
        return settings.webhook.path
    path = _random_path()
    write_value(data_dir, "webhook", "path", path)
    return path


def write_value(data_dir: Path, section: str, key: str, value: Value) -> None:
    """Set one key; comments, order and keys that we do not know stay as they are.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    write_values(data_dir, {(section, key): value})


def write_values(
    data_dir: Path, values: Mapping[tuple[str, str], Value | Mapping[str, str]]
) -> None:
    """Set keys, each named by section and key, all of them in one step or none.

    With `WHOLE` for a key the value is all that is to stand in the section.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    change_file(data_dir, partial(_put_values, values))


def change_file(data_dir: Path, change: Callable[[tomlkit.TOMLDocument, Path], None]) -> None:
    """Let `change` work on the file as it stands, and write it in one step or not at all.

    Raises:
        ConfigError: the file cannot be read or written.
    """
    file = data_dir / FILE_NAME
    try:
        document = tomlkit.parse(file.read_text("utf-8-sig"))
        change(document, file)
        _write(file, tomlkit.dumps(document))
    except (OSError, UnicodeDecodeError, TOMLKitError) as error:
        raise ConfigError(f"{file} cannot be changed: {error}") from error


def _put_values(
    values: Mapping[tuple[str, str], Value | Mapping[str, str]],
    document: tomlkit.TOMLDocument,
    file: Path,
) -> None:
    for (section, key), value in values.items():
        table = document.setdefault(section, tomlkit.table())
        if not isinstance(table, MutableMapping):
            raise ConfigError(f"{file}: [{section}] must be a table, not a single value.")
        if isinstance(value, Mapping):
            _fill(table, value)
        else:
            table[key] = _plain(value)


def _fill(table: MutableMapping[str, Any], value: Mapping[str, str]) -> None:
    """Let exactly these keys stand in a table; what stays as it was keeps its place and notes."""
    for gone in set(table) - set(value):
        del table[gone]
    for key, each in value.items():
        if table.get(key) != each:
            table[key] = each


def _plain(value: Value) -> object:
    return list(value) if isinstance(value, tuple) else value


def _random_path() -> str:
    return f"/keeta/{secrets.token_hex(16)}"


def _write(file: Path, content: str) -> None:
    """Replace the file in one step, so that a power cut leaves the old one or the new one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".toml.new")
    draft.write_text(content, "utf-8")
    draft.chmod(PRIVATE_FILE)  # the path of the listener is a secret of a kind
    put_in_place(draft, file)


def _settings(document: Mapping[str, Any], path: Path) -> Settings:
    webhook = Section(document, "webhook", path)
    shop = Section(document, "shop", path)
    privacy = Section(document, "privacy", path)
    alarm = Section(document, "alarm", path)
    manager = Section(document, "manager", path)
    defaults = Settings()
    return Settings(
        keeta=read_keeta(Section(document, "keeta", path)),
        webhook=WebhookSettings(
            host=webhook.read("host", _loopback_host, defaults.webhook.host),
            port=webhook.read("port", _port, defaults.webhook.port),
            path=webhook.read("path", _url_path, None),
        ),
        shop=ShopSettings(time_zone=shop.read("time_zone", _time_zone, None)),
        privacy=PrivacySettings(
            mask_after_hours=privacy.read(
                "mask_after_hours", _hours, defaults.privacy.mask_after_hours
            ),
            delete_after_days=privacy.read(
                "delete_after_days", _days, defaults.privacy.delete_after_days
            ),
        ),
        alarm=AlarmSettings(
            last_minute=alarm.read("last_minute", _last_resort, defaults.alarm.last_minute)
        ),
        screen=_screen(document, path),
        manager=ManagerSettings(
            refund_limit=manager.read("refund_limit", _limit, defaults.manager.refund_limit)
        ),
        keys=_keys(Section(document, "keys", path)),
        printing=read_printing(document, path),
    )


def _screen(document: Mapping[str, Any], path: Path) -> ScreenSettings:
    """Return how the screen looks and speaks, with the names that have a table of their own."""
    names = read_glossary(Section(document, "glossary", path))
    return replace(read_screen(Section(document, "screen", path)), kitchen_names=names)


def _keys(section: Section) -> dict[BoardKey, str]:
    read = {action: section.read(action.value, _key_name, None) for action in BoardKey}
    keys = {action: name for action, name in read.items() if name is not None}
    users: dict[str, BoardKey] = {}
    for action, name in keys.items():
        if name and users.setdefault(name, action) is not action:
            wanted = f"another key than {name}, which does {users[name].value}"
            raise section.complaint(action.value, wanted)
    return keys


def _hours(value: object) -> int:
    return whole_number(value, 1, 168, "whole number of hours", 24)


def _days(value: object) -> int:
    return whole_number(value, 1, 90, "whole number of days", 30)


def _limit(value: object) -> int:
    return whole_number(value, 0, 1_000_000, "whole amount", 20)


def _key_name(value: object) -> str:
    wanted = 'the name of a key such as "F5", "Num+1" or "Ctrl", "" for none, and not Esc or Enter'
    if not is_key_name(name := text(value, wanted)):
        raise ValueError(wanted)
    return name


def _port(value: object) -> int:
    return whole_number(value, 0, 65535, "port number", 8470)


def _loopback_host(value: object) -> str:
    wanted = "127.0.0.1, ::1 or localhost: only the tunnel on this machine may reach it"
    if (host := text(value, wanted)) not in LOOPBACK:
        raise ValueError(wanted)
    return host


def _url_path(value: object) -> str:
    wanted = 'a path such as "/keeta/long-random-text" of letters, digits and / . _ ~ -'
    path = text(value, wanted)
    if _PATH.fullmatch(path) is None:
        raise ValueError(wanted)
    return path


def _time_zone(value: object) -> str:
    wanted = 'the name of a time zone by region and city, such as "Asia/Riyadh"'
    name = text(value, wanted)
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # no such zone, no such path, no file of zones
        raise ValueError(wanted) from None
    return name


def _last_resort(value: object) -> LastResort:
    try:
        return LastResort(text(value, ""))
    except ValueError:
        raise ValueError('"nothing", "accept" or "rest"') from None
