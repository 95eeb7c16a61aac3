"""Which blocks a card carries and what they say."""

from datetime import datetime

from kitchen_app.domain.projection import Lane
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import Grade, grade, is_stopped, remaining_s
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.widgets.notice import NoticeLook

LONG_NOTE = 240


def notice_looks(card: CardView, now: datetime, *, whole: bool = False) -> tuple[NoticeLook, ...]:
    """Return the blocks of a card, the most urgent first; `whole` shows long notes in full."""
    if card.lane is Lane.GONE:
        return ()
    looks: list[NoticeLook] = []
    if is_stopped(card.order):
        looks.append(_stop_look(card))
    if card.accept_by and grade(remaining_s(card.accept_by, now)) is Grade.OVER:
        looks.append(NoticeLook(kind="over", icon="clock", title=tr("card.over")))
    looks.extend(_trouble_looks(card))
    if card.order.note:
        looks.append(note_look(card.order.note, whole=whole))
    return tuple(looks)


def note_look(note: str, *, whole: bool = True) -> NoticeLook:
    """Return a customer's remark as a block; one that speaks of an allergy is marked as such."""
    shown = note if whole else _shortened(note)
    if words.mentions_allergy(note):
        title = tr("card.allergy").upper()
        return NoticeLook(kind="allergy", icon="allergy", title=title, text=isolate(shown))
    return NoticeLook(kind="note", icon="note", text=f"{tr('card.note')}: {isolate(shown)}")


def is_shortened(note: str) -> bool:
    """Tell whether a card shows only the beginning; the panel of the order shows it whole."""
    return len(note) > LONG_NOTE and not words.mentions_allergy(note)


def _shortened(note: str) -> str:
    if not is_shortened(note):
        return note
    return note[:LONG_NOTE].rsplit(" ", 1)[0] + " …"


def _stop_look(card: CardView) -> NoticeLook:
    return NoticeLook(
        kind="stop", icon="warning", title=tr("stop.title"), text=words.stop(card.order)
    )


def _trouble_looks(card: CardView) -> list[NoticeLook]:
    looks: list[NoticeLook] = []
    if card.failure is not None:
        title, text = words.failure(card.failure)
        looks.append(NoticeLook(kind="failure", icon="warning", title=title, text=text))
    if card.order.problem is not None:
        title = tr("problem.title", number=isolate(card.order.number))
        text = tr(f"problem.{card.order.problem.value}")
        looks.append(NoticeLook(kind="problem", icon="warning", title=title, text=text))
    return looks
