"""The notes of an order in words: every kind and detail that is written down has some.

What is not known, such as a code of another version of the program, is shown as it is.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from kitchen_app.base.clock import to_epoch_ms
from kitchen_app.domain.black_box import (
    ACTION,
    ALARM,
    FORGOTTEN,
    PRINT,
    RECEIVED,
    REFUND,
    SHOWN,
    BlackBox,
    first_break,
)
from kitchen_app.domain.effects import Entry
from kitchen_app.domain.tickets import Mark
from kitchen_app.ui.i18n import catalogue, figures, isolate, language, tr

_CLOCKS_TELL_S = 1.0
"""A note that was written down within this time of its event needs no second time."""


def exact_time(at: datetime, day: date) -> str:
    """Return HH:MM:SS in the machine's zone, with the date before it unless it is that day's."""
    here = at.astimezone()
    return figures(f"{here:%H:%M:%S}" if here.date() == day else f"{here:%d/%m/%Y %H:%M:%S}")


def noted_later(at: datetime, noted_at: datetime, day: date) -> str:
    """Return when it was noted; empty if that was at once, or an older program noted it."""
    apart = abs((noted_at - at).total_seconds())
    is_known = to_epoch_ms(noted_at) > 0
    return exact_time(noted_at, day) if is_known and apart >= _CLOCKS_TELL_S else ""


def wholeness(box: BlackBox) -> str:
    """Return whether the notes are as they were written."""
    broken = first_break(box.order_id, box.notes)
    if broken is not None:
        return tr("record.altered", number=broken + 1)
    old = sum(not note.chain for note in box.notes)
    whole = tr("record.whole")
    return f"{whole} {tr('record.old', number=old)}" if old else whole


def note_words(entry: Entry) -> str:
    """Return what happened, in the language of the screen."""
    say = _SAY.get(entry.kind)
    told = say(entry) if say is not None else ""
    return told or isolate(f"{entry.kind} {entry.detail}".strip())


def code_words(table: str, code: str) -> str:
    """Return the words of a code; a code that nobody knows as it is."""
    key = f"{table}{code}".replace(" ", "_")
    return tr(key) if key in catalogue(language()) else isolate(code)


def _plain(entry: Entry) -> str:
    return tr(f"note.{entry.kind}")


def _with_status(entry: Entry) -> str:
    return tr(f"note.{entry.kind}", status=code_words("note.status_", entry.detail))


def _step(entry: Entry) -> str:
    before, arrow, after = entry.detail.partition(" → ")
    if not arrow:
        return ""
    named = {"before": before, "after": after}
    said = {name: code_words("note.status_", code) for name, code in named.items()}
    return tr(f"note.{entry.kind}", **said)


def _rider(entry: Entry) -> str:
    return tr("note.rider", state=code_words("rider.", entry.detail))


def _with_event(entry: Entry) -> str:
    return tr(f"note.{entry.kind}", event=isolate(entry.detail))


def _refund(entry: Entry) -> str:
    kind, _, state = entry.detail.partition(" ")
    key = f"note.refund_{kind}"
    if key not in catalogue(language()):
        return ""
    return tr(key, state=code_words("note.state_", state))


def _alarm(entry: Entry) -> str:
    return tr("note.alarm", rung=code_words("note.rung_", entry.detail))


def _action(entry: Entry) -> str:
    """Kind, state, then who asked and who stood up for it, or why it came to nothing."""
    deed, _, rest = entry.detail.partition(" ")
    state, *more = rest.split() or [""]
    said = [code_words("note.deed_", deed)]
    if deed != "acknowledge":  # it is done as soon as it is said
        said.append(code_words("note.action_", state))
    table = "note.why_" if state == "refused" and "person" not in more else "note.by_"
    return " · ".join([*said, *(code_words(table, code) for code in more)])


def _forgotten(entry: Entry) -> str:
    return " · ".join((tr("note.forgotten"), code_words("note.by_", entry.detail)))


def _print(entry: Entry) -> str:
    """Copy, state, mark and printer; a mark may have a space, and so may a printer."""
    copy, _, rest = entry.detail.partition(" ")
    state, _, rest = rest.partition(" ")
    mark = next((each for each in _MARKS if rest.startswith(each)), "")
    printer = rest.removeprefix(mark).strip()
    said = [code_words("note.paper_", copy), code_words("note.print_", state)]
    if mark and mark != Mark.FIRST:
        said.append(code_words("note.mark_", mark))
    return " · ".join([*said, *([isolate(printer)] if printer else [])])


_MARKS = sorted((mark.value for mark in Mark), key=len, reverse=True)

_SAY: Mapping[str, Callable[[Entry], str]] = {
    "placed": _with_status,
    "read": _with_status,
    "stale_read": _with_status,
    "details": _plain,
    "placed_otherwise": _plain,
    "dispatched": _plain,
    "step": _step,
    "odd_step": _step,
    "rider": _rider,
    "hint": _with_event,
    RECEIVED: _with_event,
    REFUND: _refund,
    SHOWN: _plain,
    ALARM: _alarm,
    ACTION: _action,
    FORGOTTEN: _forgotten,
    PRINT: _print,
}
