"""The members of a request as a table: read by the checks and by the OpenAPI description."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kitchen_app.sandbox.refusals import RefusedError


class Kind(StrEnum):
    """The JSON type of a member."""

    WHOLE = "integer"
    """An int64; text of digits is taken too, as a live server does."""
    TEXT = "string"
    OBJECT = "object"
    LIST = "array"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member of a request body."""

    name: str
    kind: Kind = Kind.WHOLE
    required: bool = True
    called: str = ""
    """How a refusal names it, when not by `name`."""
    one_of: tuple[int, ...] | tuple[str, ...] = ()
    least: int | None = None
    """The smallest number, or the fewest entries of a list."""
    most: int | None = None
    """The largest number, or the most entries of a list."""
    entry: "Member | None" = None
    """What a list holds; None leaves it to the endpoint."""
    members: tuple["Member", ...] = ()
    """What an object holds."""
    needed_when: tuple[str, int | str] | None = None
    """Required when another member has this value, such as a reason in words."""
    nullable: bool = False
    """`null` stands for an empty list."""
    example: object = None


def whole(name: str, **more: Any) -> Member:
    return Member(name=name, kind=Kind.WHOLE, **more)


def text(name: str, **more: Any) -> Member:
    return Member(name=name, kind=Kind.TEXT, **more)


def listing(name: str, entry: Member | None = None, **more: Any) -> Member:
    return Member(name=name, kind=Kind.LIST, entry=entry, **more)


def structure(name: str, *members: Member, **more: Any) -> Member:
    return Member(name=name, kind=Kind.OBJECT, members=members, **more)


def read_members(
    members: tuple[Member, ...], given: Mapping[str, Any], code: int
) -> dict[str, Any]:
    """Return the members of the table with their types; refuse what does not fit."""
    return {
        member.name: _read(member, given, code)
        for member in members
        if _is_given(member, given, code)
    }


def whole_number(value: object, name: str, code: int) -> int:
    """Return an int64 that may also have been sent as text of digits."""
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        raise RefusedError(code, f"{name} is invalid")
    return int(digits)


def _is_given(member: Member, given: Mapping[str, Any], code: int) -> bool:
    if given.get(member.name) is not None:
        return True
    if member.nullable and member.name in given:
        return True
    if member.required:
        raise RefusedError(code, f"{member.called or member.name} is null")
    return False


def _read(member: Member, given: Mapping[str, Any], code: int) -> Any:
    value = given[member.name]
    if value is None:
        return []
    return _READERS[member.kind](member, value, code)


def _read_whole(member: Member, value: object, code: int) -> int:
    number = whole_number(value, member.name, code)
    low, high = member.least, member.most
    allowed = (low is None or number >= low) and (high is None or number <= high)
    if not allowed or (member.one_of and number not in member.one_of):
        raise RefusedError(code, f"{member.name} is invalid")
    return number


def _read_text(member: Member, value: object, code: int) -> str:
    if not isinstance(value, str) or (member.one_of and value not in member.one_of):
        raise RefusedError(code, f"{member.name} is invalid")
    return value


def _read_object(member: Member, value: object, code: int) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RefusedError(code, f"{member.name} is invalid")
    return read_members(member.members, value, code) if member.members else value


def _read_list(member: Member, value: object, code: int) -> list[Any]:
    if not isinstance(value, list) or len(value) < (member.least or 0):
        raise RefusedError(code, f"{member.name} is invalid")
    if member.most is not None and len(value) > member.most:
        raise RefusedError(code, f"{member.name} has more than {member.most} entries")
    entry = member.entry
    if entry is None:
        return value
    return [_read(entry, {entry.name: each}, code) for each in _without_null(member, value, code)]


def _without_null(member: Member, value: list[Any], code: int) -> list[Any]:
    if any(each is None for each in value):
        raise RefusedError(code, f"{member.name} is invalid")
    return value


_READERS = {
    Kind.WHOLE: _read_whole,
    Kind.TEXT: _read_text,
    Kind.OBJECT: _read_object,
    Kind.LIST: _read_list,
}


def check_needed(members: tuple[Member, ...], read: Mapping[str, Any], code: int) -> None:
    """Refuse a reason that is missing, or only blanks, where another member wants one."""
    for member in members:
        if member.needed_when is None:
            continue
        name, value = member.needed_when
        if read.get(name) == value and not str(read.get(member.name) or "").strip():
            raise RefusedError(code, f"{member.name} is null")
