"""What stands on a paper, from top to bottom: what it says and how it stands out, not where.

Texts are printable and isolated already. `second` is the same in the second language, beneath and
smaller; empty where there is none. `role` names a size of the template.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a text is for; the template says how large each is."""

    NUMBER = "number"  # of the order: read at two metres
    STOP = "stop"
    WAY = "way"  # who brings the food
    TIME = "time"  # until when, or for when
    ITEM = "item"
    OPTION = "option"
    BODY = "body"
    SMALL = "small"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A figure or a word as large as the paper allows; made smaller before it is broken."""

    text: str
    role: Role = Role.NUMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A text over the whole width; `indent` in steps."""

    text: str
    second: str = ""
    role: Role = Role.BODY
    is_bold: bool = False
    is_centred: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Two texts at the two edges of a line, or on two lines where they do not fit on one."""

    start: str
    end: str
    second: str = ""
    role: Role = Role.BODY
    is_bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """How many of what. More than one stands out: white in a black box."""

    quantity: str
    name: str
    is_boxed: bool = False
    second: str = ""
    role: Role = Role.ITEM
    has_check: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """White on black over the whole width."""

    text: str
    second: str = ""
    role: Role = Role.ITEM
    is_centred: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a customer wrote, under its title.

    `is_inverse`: all of it is white on black, else it is framed, and only the title is, and
    what `marked` gives the places of.
    """

    title: str
    text: str
    is_inverse: bool
    marked: tuple[tuple[int, int], ...] = ()
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """A heavy frame around words: this paper may be in the kitchen already."""

    text: str
    second: str = ""
    role: Role = Role.TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line across the paper."""

    is_thick: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Blank:
    """Empty lines of the size of body text."""

    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Edges:
    """A pattern from the first dot to the last: what of it is missing the printer cannot print."""


Block = Headline | Words | Row | Item | Bar | Note | Banner | Rule | Blank | Edges


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole paper. `sizes` are hundredths of the paper's width."""

    blocks: tuple[Block, ...]
    sizes: dict[Role, float]
    is_right_to_left: bool = False
