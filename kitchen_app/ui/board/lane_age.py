"""How long the oldest order of a lane has been there, and how many are for later."""

from PySide6.QtWidgets import QWidget

from kitchen_app.domain.projection import Lane
from kitchen_app.ui.board.grades import Grade, age_grade
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel


class LaneAge(WrapLabel):
    """Figure and words; where food is cooked also the grade, as a colour and a word."""

    def __init__(self, theme: Theme, lane: Lane, parent: QWidget | None = None) -> None:
        super().__init__("meta", parent)
        self._theme = theme
        self._is_graded = lane is Lane.PREPARING

    def show_oldest(self, minutes: int, *, later: int = 0) -> None:
        """Show the age of the oldest; while none is slow, rather the count of those `later`."""
        urgency = self._grade(minutes)
        if urgency is not Grade.IN_TIME:
            set_state(self, "role", f"meta_{urgency.colour}")
            self.show_text(tr(f"lane.oldest_{urgency.value}", n=minutes))
            return
        set_state(self, "role", "meta")
        self.show_text(tr("lane.later", n=later) if later else tr("lane.oldest", n=minutes))

    def _grade(self, minutes: int) -> Grade:
        if not self._is_graded:
            return Grade.IN_TIME
        theme = self._theme
        return age_grade(
            minutes, soon_after_min=theme.soon_after_min, late_after_min=theme.late_after_min
        )
