"""How each paper is made up: our own templates, and those of the owner before them.

`<data-dir>/tickets/kitchen.toml` takes the place of `resources/tickets/kitchen.toml`, and so on for
the others. A file that cannot be used is told with its line, and ours is used.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kitchen_app.base.paths import resources_dir
from kitchen_app.printing.blocks import Role
from kitchen_app.printing.errors import TemplateError

FOLDER = "tickets"
SMALLEST_SIZE, LARGEST_SIZE = 3.0, 50.0
MOST_BLANK_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """Which blocks follow each other, how large each role is, in hundredths of the width."""

    blocks: tuple[str, ...]
    sizes: Mapping[Role, float]
    blank_top: int = 0
    blank_bottom: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Templates:
    """Those in force by the names of their papers, and why some are not the owner's."""

    by_name: Mapping[str, Template]
    complaints: tuple[TemplateError, ...] = field(default=())


def load_templates(known: Mapping[str, frozenset[str]], data_dir: Path | None = None) -> Templates:
    """Return the templates of all papers; `known` names the blocks that each paper can have."""
    ours = resources_dir() / FOLDER
    found = {name: read_template(ours / f"{name}.toml", known[name]) for name in known}
    if data_dir is None:
        return Templates(by_name=found)
    complaints = []
    for name in known:
        path = data_dir / FOLDER / f"{name}.toml"
        try:
            if path.exists():
                found[name] = read_template(path, known[name])
        except (TemplateError, OSError) as error:
            told = error if isinstance(error, TemplateError) else _unreadable(path, error)
            complaints.append(told)
    return Templates(by_name=found, complaints=tuple(complaints))


def read_template(path: Path, known: frozenset[str]) -> Template:
    """Return what a file says.

    Raises:
        TemplateError: it cannot be read, or says something that cannot be; the line is named.
    """
    try:
        text = path.read_text("utf-8-sig")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    except tomllib.TOMLDecodeError as error:
        last = f"at line {len(text.splitlines())}, the end"
        told = str(error).replace("at end of document", last)
        raise TemplateError(f"{path} is not valid TOML: {told}") from error
    return _Reading(path, text, known).template(document)


def _unreadable(path: Path, error: Exception) -> TemplateError:
    return TemplateError(f"{path} cannot be read: {error}")


class _Reading:
    """One file; complains with its line."""

    def __init__(self, path: Path, text: str, known: frozenset[str]) -> None:
        self._path = path
        self._lines = text.splitlines()
        self._known = known

    def template(self, document: Mapping[str, Any]) -> Template:
        self._refuse_others(document, {"blocks", "sizes", "blank_top", "blank_bottom"}, "")
        return Template(
            blocks=self._blocks(document),
            sizes=self._sizes(document),
            blank_top=self._blank(document, "blank_top"),
            blank_bottom=self._blank(document, "blank_bottom"),
        )

    def _blocks(self, document: Mapping[str, Any]) -> tuple[str, ...]:
        known = ", ".join(sorted(self._known))
        blocks = document.get("blocks")
        if not isinstance(blocks, list) or not blocks:
            raise self._complaint("blocks", f"must be a list of these: {known}")
        for name in blocks:
            if name not in self._known:
                raise self._complaint("blocks", f"names {name!r}; what there is: {known}")
        return tuple(blocks)

    def _sizes(self, document: Mapping[str, Any]) -> dict[Role, float]:
        sizes = document.get("sizes")
        if not isinstance(sizes, dict):
            raise self._complaint("sizes", "must be a table with a size for each role")
        self._refuse_others(sizes, set(Role), "sizes.")
        found = {}
        for role in Role:
            size: object = sizes.get(role.value)
            is_number = isinstance(size, int | float) and not isinstance(size, bool)
            number = float(str(size)) if is_number else 0.0
            if not SMALLEST_SIZE <= number <= LARGEST_SIZE:
                wanted = f"must be a number from {SMALLEST_SIZE:g} to {LARGEST_SIZE:g}"
                raise self._complaint(f"sizes.{role.value}", f"{wanted}: hundredths of the width")
            found[role] = number
        return found

    def _blank(self, document: Mapping[str, Any], key: str) -> int:
        lines = document.get(key, 0)
        if isinstance(lines, bool) or not isinstance(lines, int):
            lines = -1
        if not 0 <= lines <= MOST_BLANK_LINES:
            raise self._complaint(key, f"must be a whole number from 0 to {MOST_BLANK_LINES}")
        return lines

    def _refuse_others(self, table: Mapping[str, Any], known: set[Any], start: str) -> None:
        for key in table:
            if key not in known:
                told = ", ".join(sorted(str(name) for name in known))
                raise self._complaint(f"{start}{key}", f"is not known; what there is: {told}")

    def _complaint(self, key: str, wanted: str) -> TemplateError:
        return TemplateError(f"{self._path}, line {self._line_of(key)}: {key} {wanted}.")

    def _line_of(self, key: str) -> int:
        """Return the line a key stands on, or that of its table, or the last one."""
        table, _, name = key.rpartition(".")
        places = {1 + at: line.strip() for at, line in enumerate(self._lines)}
        heads = [at for at, line in places.items() if line == f"[{table or name}]"]
        first = heads[0] if heads and table else 1
        pattern = re.compile(rf'"?{re.escape(name)}"?\s*=')
        found = [at for at, line in places.items() if at >= first and pattern.match(line)]
        return next(iter(found or heads), max(1, len(self._lines)))
