"""What people have asked for, as they themselves remember it."""

from dataclasses import dataclass

from kitchen_app.domain.actions import ActionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Touch:
    """One touch of a button, at a true time.

    `offset_error_s` is by how much the core was wrong about Keeta's clock at that moment.
    """

    kind: ActionKind
    order_id: int
    at: float
    offset_error_s: float


class Touches:
    """Every touch, whatever came of it, and what people said of open questions."""

    def __init__(self) -> None:
        self._touches: list[Touch] = []
        self.words: dict[str, bool] = {}

    def note(self, touch: Touch) -> None:
        self._touches.append(touch)

    def behind(self, kind: ActionKind, order_id: int) -> Touch | None:
        """Return the touch that an action which has just appeared must come from."""
        for touch in reversed(self._touches):
            if (touch.kind, touch.order_id) == (kind, order_id):
                return touch
        return None
