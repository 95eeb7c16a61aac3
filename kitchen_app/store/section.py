"""One table of kitchen.toml, read strictly: whatever is wrong is told with file, key and cure."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from kitchen_app.store.errors import ConfigError

T = TypeVar("T")


class Section:
    """One table of the file; complains with file, key and what is wanted.

    Raises:
        ConfigError: it is there and no table.
    """

    def __init__(self, document: Mapping[str, Any], name: str, path: Path) -> None:
        self._name = name
        self._path = path
        self._table: Mapping[str, Any] = document.get(name, {})
        if not isinstance(self._table, Mapping):
            raise ConfigError(f"{path}: [{name}] must be a table, not a single value.")

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(self._table)

    def read(self, key: str, convert: Callable[[object], T], default: T) -> T:
        """Return what stands under a key, or the default.

        Raises:
            ConfigError: `convert` does not take it; the text of its ValueError says what it takes.
        """
        if key not in self._table:
            return default
        try:
            return convert(self._table[key])
        except ValueError as error:
            raise self.complaint(key, str(error)) from None

    def complaint(self, key: str, wanted: str) -> ConfigError:
        """Return the error that says what must stand under a key."""
        return ConfigError(f"{self._path}: [{self._name}] {key} must be {wanted}.")


def text(value: object, wanted: str) -> str:
    """Return a value that must be a text.

    Raises:
        ValueError: it is none; the error says what is `wanted`.
    """
    if not isinstance(value, str):
        raise ValueError(wanted)
    return value


def whole_number(value: object, least: int, most: int, wanted: str, example: int) -> int:
    """Return a value that must be a whole number between two bounds.

    Raises:
        ValueError: it is none; the error says what is `wanted`.
    """
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"a {wanted} from {least} to {most} without quotes, such as {example}")
    return value
