"""Where a card ends that the edge of the screen cuts off: between two lines of its text."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from kitchen_app.ui.board.card_body import CardBody
from kitchen_app.ui.board.card_foot import CardFoot
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.notice import Notice
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton


@dataclass(frozen=True, slots=True)
class Row:
    """What is shown whole or not at all: a line of text, a figure, a button.

    `top` and `bottom` are pixels of the card, `bottom` the first one under it. `matters`: a cook
    must know that it is there even if it is out of sight.
    """

    top: int
    bottom: int
    matters: bool = False


class CardEdge:
    """Keeps the buttons of a card in sight, and lets a veil cover what there is no room for.

    The veil says that there is more, in the colours of a remark if that is one; a touch on it
    shows the whole order. Without it an allergy that is cut would look like a whole one.
    """

    def __init__(self, theme: Theme, card: QWidget, body: CardBody, foot: CardFoot) -> None:
        self._card = card
        self._body = body
        self._foot = foot
        self._border = theme.px("border_strong")
        self._below = theme.px("inner") + self._border
        self._cue = theme.px("cue")
        self._edge: int | None = None
        self._rows: tuple[Row, ...] | None = None
        self._is_in_use = False
        self.veil = TouchButton("veil", card)
        self.veil.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter on the card does the same
        self.veil.hide()

    def keep_above(self, edge: int) -> None:
        """End above `edge`, in the coordinates of the lane."""
        if edge != self._edge:
            self._edge = edge
            self._place()

    def follow(self, *, is_laid_out: bool) -> None:
        """Follow the card to another place, or take what its layout has put elsewhere."""
        if is_laid_out:
            self._rows = None
        if self._edge is not None:
            self._place()

    def _place(self) -> None:
        card, edge = self._card, self._edge
        is_cut = edge is not None and card.y() < edge < card.y() + card.height()
        if not is_cut and not self._is_in_use:
            return  # the layout has put all where it belongs, as in nearly every card
        self._is_in_use = is_cut
        seen = edge - card.y() if edge is not None and is_cut else card.height()
        foot = self._foot
        natural = card.height() - self._below - foot.height()
        floats = not foot.isHidden() and self._head_bottom() < seen - foot.height() < natural
        foot_top = seen - foot.height() if floats else natural
        self._place_veil(seen, foot_top, floats=floats, is_cut=is_cut)
        foot.move(foot.x(), foot_top)  # after the veil: showing that lays the card out again
        set_state(foot, "floats", self._ground() if floats else "")
        if floats:
            foot.raise_()

    def _place_veil(self, seen: int, foot_top: int, *, floats: bool, is_cut: bool) -> None:
        body, veil = self._body, self.veil
        rows = self._all_rows() if is_cut else ()
        if not floats and not self._foot.isHidden():
            rows = (*rows, Row(foot_top, foot_top + self._foot.height()))
        limit = foot_top if floats else seen
        if all(row.bottom <= limit for row in rows):
            veil.hide()
            return
        has_cue = self._head_bottom() < limit - self._cue
        cut = cut_above(rows, limit - self._cue if has_cue else limit)
        end = limit if floats else self._card.height() - self._border
        veil.setGeometry(body.x(), cut, body.width(), end - cut)
        self._tell(has_cue=has_cue, matters=any(r.matters and r.bottom > cut for r in rows))
        veil.show()
        veil.raise_()

    def _tell(self, *, has_cue: bool, matters: bool) -> None:
        """Say what is out of sight, as the button that is covered would."""
        veil, more = self.veil, self._body.more_button
        is_covered = not more.isHidden() and self._top_of(more) + more.height() > veil.y()
        told = f"↓ {more.text()}" if is_covered else tr("card.more_below")
        veil.show_words(told if has_cue else "", spoken=told)
        set_state(veil, "ground", self._ground())
        set_state(veil, "cue", "yes" if has_cue else "")
        set_state(veil, "holds", "remark" if matters and has_cue else "")

    def _ground(self) -> str:
        return "quiet" if self._card.property("tone") == "quiet" else "card"

    def _head_bottom(self) -> int:
        return self._body.y() + self._body.head.geometry().bottom()

    def _top_of(self, part: QWidget) -> int:
        return part.mapTo(self._card, QPoint(0, 0)).y()

    def _all_rows(self) -> tuple[Row, ...]:
        """Return the rows of the body; kept until the layout changes, because scrolling asks."""
        if self._rows is None:
            more = self._body.more_button
            self._rows = tuple(
                row
                for part in self._body.findChildren(QWidget)
                if part.isVisibleTo(self._card)
                for row in self._rows_of(
                    part, matters=part is more and bool(more.property("holds"))
                )
            )
        return self._rows

    def _rows_of(self, part: QWidget, *, matters: bool) -> list[Row]:
        top = self._top_of(part)
        if isinstance(part, WrapLabel):
            matters = isinstance(part.parentWidget(), Notice)
            return [Row(top + start, top + end, matters) for start, end in part.text_lines()]
        if isinstance(part, Notice):  # no empty strip of it is left over
            return [Row(top, top + part.first_line_bottom(), matters=True)]
        if part.layout() is not None:
            return []  # a box around others may end anywhere
        return [Row(top, top + part.height() - 1, matters)]  # its frame is not read


def cut_above(rows: tuple[Row, ...], edge: int) -> int:
    """Return the lowest place not under `edge` at which no row is cut through."""
    while cut := [row.top for row in rows if row.top < edge < row.bottom]:
        edge = min(cut)
    return edge
