"""What customers write, as it can stand on paper: no commands, nothing invisible, emoji by name.

No font with emoji is shipped, and a box says nothing: `[hot pepper ×2]` says what was written. The
names are those of Unicode, in English.
"""

import re
import unicodedata
from itertools import groupby

_GLUE = "\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f"
"""What only changes the emoji before it: joiners, variations, key caps, shades of skin, tags."""

_EMOJI = (
    "\u231a\u231b\u2328\u23cf\u23e9-\u23f3\u23f8-\u23fa\u2600-\u2604\u2607-\u263f\u2641"
    "\u2643-\u265f\u2661\u2662\u2664\u2667-\u2669\u266d-\u2712\u2715-\u27bf\u2b05-\u2b07"
    "\u2b1b\u2b1c\u2b50\u2b55\U0001f000-\U0001faff\U0001fb00-\U0001fbff"
)
_RUN = re.compile(f"[{_EMOJI}][{_EMOJI}{_GLUE}]*")
_GLUED = re.compile(f"[{_GLUE}]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FIRST_FLAG_LETTER = 0x1F1E6
_KEPT_JOINERS = "\u200c\u200d"  # Persian and Indian letters take other shapes by them
_MOST_MARKS = 2
"""So many accents may stand on one letter: more would be drawn over the lines around it."""
_MARKS = re.compile(r"\s*\n\s*\n\s*")
_REPLACED = "\ufffd"
_GROUPS = re.compile(r"\+?\d(?:[\d.,:/()+–-]|[ \u00a0](?=[\d(+]))*\d")
_MANY_FIGURES = 7
"""So many figures with spaces between are one number, such as a phone's; fewer are several."""
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT, _END = "\u2066", "\u2067", "\u2069"


def printable(text: str) -> str:
    """Return a text without what commands a printer, turns lines around or cannot be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    whole = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    named = _RUN.sub(_named, whole)
    kept: list[str] = []
    marks = 0
    for sign in named:
        category = unicodedata.category(sign)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(_kept(sign, category))
    return _MARKS.sub("\n", "".join(kept)).strip()


def in_order(text: str) -> str:
    """Return a text whose numbers of several groups keep their order among Arabic letters.

    Left to themselves the groups of 055-123-4567 would stand from right to left.
    """
    return _GROUPS.sub(_number, text)


def in_own_direction(text: str) -> str:
    """Return a text that runs as its first letter wants, whatever runs around it."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction == "L":
            return f"{_LEFT_TO_RIGHT}{text}{_END}"
        if direction in ("R", "AL"):
            return f"{_RIGHT_TO_LEFT}{text}{_END}"
    return text


def _number(found: re.Match[str]) -> str:
    is_one = " " not in found[0] or sum(map(str.isdecimal, found[0])) >= _MANY_FIGURES
    is_grouped = not found[0].isdecimal()
    return f"{_LEFT_TO_RIGHT}{found[0]}{_END}" if is_one and is_grouped else found[0]


def _kept(sign: str, category: str) -> str:
    if sign in "\n\u2028\u2029\x0b\x0c\x85\r":
        return "\n"
    if category == "Zs" or sign == "\t":
        return "\u00a0" if sign == "\u00a0" else " "
    if category in ("Cc", "Cf"):
        return sign if sign in _KEPT_JOINERS else ""
    if category in ("Cs", "Co", "Cn"):
        return _REPLACED
    return "" if _GLUED.match(sign) else sign


def _named(run: re.Match[str]) -> str:
    signs = _GLUED.sub("", _FLAG.sub(_flag, run[0]))
    names = [_name(sign) for sign in re.findall(r"\[[^]]*\]|.", signs)]
    told = []
    for name, group in groupby(names):
        count = len(list(group))
        told.append(f"[{name} ×{count}]" if count > 1 else f"[{name}]")
    return " ".join(told)


def _flag(pair: re.Match[str]) -> str:
    return f"[flag {''.join(chr(ord('A') + ord(sign) - _FIRST_FLAG_LETTER) for sign in pair[0])}]"


def _name(sign: str) -> str:
    if len(sign) > 1:
        return sign[1:-1]
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()
