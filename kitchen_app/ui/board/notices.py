"""Which blocks a card carries and what they say."""

import unicodedata
from dataclasses import replace
from datetime import datetime

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.marks import CardPart, line_keys
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import waiting_case
from kitchen_app.services.board import CardView
from kitchen_app.ui import words
from kitchen_app.ui.board.grades import Grade, grade, is_later, is_stopped, remaining_s
from kitchen_app.ui.i18n import isolate, numbered, tr
from kitchen_app.ui.widgets.notice import NoticeLook

LONG_NOTE = 160
"""So many letters of a note fit on a card; a Chinese character takes the room of two."""

_ALLERGY_SHARE = 1.5
"""An allergy may be longer than another note, and is never made shorter than that."""


def notice_looks(
    card: CardView, now: datetime, *, letters: int | None = LONG_NOTE
) -> tuple[NoticeLook, ...]:
    """Return the blocks of a card, the most urgent first.

    A note is shown up to `letters` (letters of Latin script), in full without.
    """
    looks = _away_looks(card, now) + _money_looks(card, letters or LONG_NOTE)
    if card.lane is Lane.GONE:
        return (*looks, *_failure_looks(card))
    if is_stopped(card.order):
        looks.append(_stop_look(card))
    elif card.accepted_by_program:
        looks.append(NoticeLook(kind="problem", icon="clock", title=tr("card.by_program")))
    if is_later(card, now):
        looks.append(NoticeLook(kind="later", icon="clock", title=words.later(card.order, now)))
    if card.accept_by and grade(remaining_s(card.accept_by, now)) is Grade.OVER:
        looks.append(NoticeLook(kind="over", icon="clock", title=tr("card.over")))
    looks.extend(_trouble_looks(card))
    looks.extend(_sold_out_looks(card))
    if card.order.note:
        look = note_look(card.order.note, letters=letters)
        looks.append(_changed_look(look) if CardPart.NOTE in card.marks.changed else look)
    if CardPart.LINES in card.marks.changed and not card.marks.changed_lines:
        looks.append(NoticeLook(kind="problem", icon="warning", title=tr("card.line_gone")))
    return tuple(looks)


def _away_looks(card: CardView, now: datetime) -> list[NoticeLook]:
    if card.meanwhile is None:
        return []
    title = tr(f"away.card_{card.meanwhile.value}")
    if card.meanwhile is Meanwhile.CAME:
        title = f"{title} · {words.ago(card.order.placed_at, now)}"
    return [NoticeLook(kind="over", icon="link_broken", title=title)]


def _sold_out_looks(card: CardView) -> list[NoticeLook]:
    """Return what a new order wants that was marked as sold out here."""
    if card.lane is not Lane.NEW or not card.sold_out:
        return []
    keys = zip(line_keys(card.order.lines), card.order.lines, strict=True)
    titles = dict.fromkeys(words.product_name(line) for key, line in keys if key in card.sold_out)
    text = "\n".join(titles)
    return [NoticeLook(kind="problem", icon="warning", title=tr("sold_out.in_order"), text=text)]


def _changed_look(look: NoticeLook) -> NoticeLook:
    title = f"{look.title} · {tr('card.changed')}" if look.title else tr("card.changed")
    return replace(look, title=title)


def note_look(note: str, *, letters: int | None = None) -> NoticeLook:
    """Return a customer's remark as a block; one that speaks of an allergy is marked as such."""
    shown = note if letters is None else _shortened(note, letters)
    if words.mentions_allergy(note):
        title = tr("card.allergy").upper()
        if shown.casefold().startswith(title.casefold()):
            title, shown = shown[: len(title)].upper(), shown[len(title) :].lstrip(" :،：-·")
        return NoticeLook(kind="allergy", icon="allergy", title=title, text=isolate(shown))
    return NoticeLook(kind="note", icon="note", text=f"{tr('card.note')}: {isolate(shown)}")


def is_shortened(note: str, letters: int = LONG_NOTE) -> bool:
    """Tell whether a card shows only a part; the panel of the order shows it whole."""
    return _width(note) > _longest(note, letters)


def _longest(note: str, letters: int) -> int:
    return round(LONG_NOTE * _ALLERGY_SHARE) if words.mentions_allergy(note) else letters


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _shortened(note: str, letters: int) -> str:
    """Return the part of a note that a card has room for, whatever language it is in.

    Of a long note with an allergy the part around the word is shown.
    """
    if not is_shortened(note, letters):
        return note
    most = _longest(note, letters)
    start = max(0, words.allergy_at(note) - most // 4)
    end = start
    taken = 0
    while end < len(note) and taken < most:
        taken += _width(note[end])
        end += 1
    part = note[start:end]
    if end < len(note):
        part = part.rsplit(" ", 1)[0] if " " in part[-20:] else part
        part += " …"
    return f"… {part}" if start else part


def _stop_look(card: CardView) -> NoticeLook:
    return NoticeLook(
        kind="stop", icon="warning", title=tr("stop.title"), text=words.stop(card.order)
    )


def _money_looks(card: CardView, letters: int) -> list[NoticeLook]:
    """Return what somebody must say about money: a request, or a refund of unknown outcome."""
    looks: list[NoticeLook] = []
    case = waiting_case(card.refunds)
    if case is not None:
        reason = isolate(_shortened(case.reason, letters))
        title = words.refund_amount(case)
        looks.append(NoticeLook(kind="refund", icon="refund", title=title, text=reason))
    if card.question is not None:
        text = tr("question.notice", amount=words.amount(card.question.wanted.amount))
        title = tr("question.notice_title")
        looks.append(NoticeLook(kind="refund", icon="question", title=title, text=text))
    return looks


def _unstored_looks(card: CardView) -> list[NoticeLook]:
    if card.is_stored:
        return []
    state = "new" if card.accept_by is not None else "later"
    title = tr(f"unstored.{state}", number=numbered(card.order.number))
    return [NoticeLook(kind="failure", icon="warning", title=title, text=tr("unstored.why"))]


def _failure_looks(card: CardView) -> list[NoticeLook]:
    if card.failure is None:
        return []
    title, text = words.failure(card.failure)
    return [NoticeLook(kind="failure", icon="warning", title=title, text=text)]


def _trouble_looks(card: CardView) -> list[NoticeLook]:
    looks = _unstored_looks(card) + _failure_looks(card)
    if card.order.problem is not None:
        title = tr("problem.title", number=numbered(card.order.number))
        text = tr(f"problem.{card.order.problem.value}")
        looks.append(NoticeLook(kind="problem", icon="warning", title=title, text=text))
    return looks
