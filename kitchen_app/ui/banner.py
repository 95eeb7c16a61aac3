"""A fault across the whole width: what is wrong, and the one thing to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.services.board import CardView
from kitchen_app.services.links import LinkState, LinksView, LinkView, Trouble
from kitchen_app.services.proof_view import Hop
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton
from kitchen_app.ui.words import away_proof, clock_time

MOST_NAMED = 8
"""So many orders are named in a banner; the board shows the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BannerLook:
    """Words and a cure; `button` is empty if the cure cannot be pressed."""

    title: str
    cure: str
    button: str = ""
    tone: str = "fault"


class Banner(QFrame):
    """Shows one thing that is wrong.

    Signals:
        button_pressed: the button of the banner that is shown.
    """

    button_pressed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._look: BannerLook | None = None
        self._icon = IconView(theme.px("icon_large"), self)
        self._title = WrapLabel("banner_title", self)
        self._cure = WrapLabel("banner_cure", self)
        self.button = TouchButton("banner", self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._cure)
        row = QHBoxLayout(self)
        apart, unit = theme.px("apart"), theme.px("unit")
        row.setContentsMargins(apart, unit, apart, unit)
        row.setSpacing(apart)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button.clicked.connect(self._press)
        self.hide()

    @property
    def look(self) -> BannerLook | None:
        return self._look

    def show_look(self, look: BannerLook | None) -> None:
        if look == self._look:
            return
        self._look = look
        self.setVisible(look is not None)
        if look is None:
            return
        if self.property("tone") != look.tone:
            set_state(self, "tone", look.tone)
            for part in (self._title, self._cure, self.button):
                part.style().unpolish(part)
                part.style().polish(part)
        ink = "on_soon" if look.tone == "notice" else "on_broken"
        self._icon.show_icon("warning", self._theme.colour(ink))
        self._title.show_text(look.title)
        self._cure.show_text(look.cure)
        self.button.show_words(look.button, spoken=look.button)
        self.button.setVisible(bool(look.button))

    @Slot()
    def _press(self) -> None:
        self.button_pressed.emit()


def link_look(links: LinksView | None, now: datetime) -> BannerLook | None:
    """Return the banner of a broken link; not receiving is worse than not sending."""
    if links is None:
        return None
    lost_at = links.lost_at(now)
    look = (
        _trouble_look(links.receiving)
        or _cause_look(links.cause_at(now))
        or (_lost_look(lost_at) if lost_at else None)
        or _trouble_look(links.sending)
    )
    if look is None or not (lost_at or links.sending.is_absent):
        return look
    works = tr("away.works_offline" if links.sending.is_absent else "away.works_deaf")
    return replace(look, cure=" ".join((look.cure, works, away_proof(links, now))))


def _trouble_look(view: LinkView) -> BannerLook | None:
    return _look_of(view.trouble) if view.state is LinkState.BROKEN else None


def _look_of(trouble: Trouble) -> BannerLook | None:
    if not trouble:
        return None
    return BannerLook(title=tr(f"trouble.{trouble.value}"), cure=tr(f"cure.{trouble.value}"))


def _cause_look(cause: Trouble) -> BannerLook | None:
    """Return why nothing comes in, when the tunnel program that is kept here is to blame."""
    look = _look_of(cause)
    return look and replace(look, cure=" ".join((look.cure, tr("lost.meanwhile"))))


def _lost_look(hop: Hop) -> BannerLook:
    return BannerLook(title=tr(f"lost.{hop.value}"), cure=tr(f"lost.cure_{hop.value}"))


def return_look(cards: Iterable[CardView]) -> BannerLook | None:
    """Return what came, and what was lost, behind our back and nobody has looked at since."""
    told = sorted((card for card in cards if card.meanwhile), key=_by_placing)
    came = [card for card in told if card.meanwhile is Meanwhile.CAME]
    lost = [card for card in told if card.meanwhile is Meanwhile.LOST]
    if not told:
        return None
    says = tr("away.lost", n=len(lost), numbers=_numbers(lost)) if lost else ""
    if not came:
        return BannerLook(title=says, cure=tr("away.cure_lost"), button=tr("away.seen"))
    title = tr("away.came", n=len(came), numbers=_numbers(came))
    return BannerLook(title=title, cure=says or tr("away.cure_came"), button=tr("away.seen"))


def _by_placing(card: CardView) -> tuple[datetime, str]:
    return card.order.placed_at, card.order_id


def _numbers(cards: Sequence[CardView]) -> str:
    """Return the numbers of orders as people read them, of many the first ones."""
    named = [numbered(card.order.number) for card in cards[:MOST_NAMED]]
    left = len(cards) - len(named)
    return ", ".join((*named, tr("away.more", n=left)) if left else named)


def keeping_look(troubles: Sequence[Trouble]) -> BannerLook | None:
    """Return what is wrong with this computer; orders come in all the same: it can be closed."""
    if not troubles:
        return None
    code = troubles[0].value
    return BannerLook(
        title=tr(f"trouble.{code}"), cure=tr(f"cure.{code}"), button=tr("fault.close")
    )


def sound_look(problem: SoundProblem | None) -> BannerLook | None:
    if problem is None:
        return None
    return BannerLook(
        title=tr(f"sound.{problem.value}"),
        cure=tr(f"sound.cure_{problem.value}"),
        button=tr("fault.close"),
    )


def fault_look() -> BannerLook:
    return BannerLook(title=tr("fault.title"), cure=tr("fault.cure"), button=tr("fault.close"))


def restart_look(at: datetime, *, often: int) -> BannerLook:
    """Return the note that the program died at `at` and is back.

    `often` counts its deaths within five minutes once they need a person, and is 0 before.
    """
    if often:
        return BannerLook(
            title=tr("restart.often", time=clock_time(at), n=often),
            cure=tr("restart.cure_often"),
            button=tr("fault.close"),
        )
    return BannerLook(
        title=tr("restart.once", time=clock_time(at)),
        cure=tr("restart.cure_once"),
        button=tr("fault.close"),
        tone="notice",
    )


def refused_look(kind: str, number: str) -> BannerLook:
    """Return the note that a touch came too late; it is no fault of anybody."""
    return BannerLook(
        title=tr(f"refused.{kind}", number=number),
        cure=tr("refused.cure"),
        button=tr("fault.close"),
        tone="notice",
    )


def refund_fault_look(code: str, number: str) -> BannerLook:
    """Return why a partial refund was not even sent."""
    return BannerLook(
        title=tr("refused.refund_part", number=number),
        cure=tr(f"part_fault.{code}"),
        button=tr("fault.close"),
        tone="notice",
    )
