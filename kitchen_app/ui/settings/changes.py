"""What was changed last on the screen, for as long as it can be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.preferences import Chosen, Setting, SettingValue
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import tr

UNDO_FOR = timedelta(seconds=10)
TRIED_FOR = timedelta(seconds=15)

Values = Mapping[Setting, SettingValue]


class Stage(StrEnum):
    """How far a change has come."""

    KEPT = "kept"  # written down; it can be taken back for a while
    TRIED = "tried"  # in force for a while, unless somebody keeps it
    FAILED = "failed"  # it could not be written down: the old value is in force


@dataclass(frozen=True, slots=True, kw_only=True)
class LastChange:
    """The change, what was before it, and until when it is shown; `why` is of a failure."""

    stage: Stage
    values: Values
    before: Values
    until: datetime | None = None
    why: str = ""

    @property
    def name(self) -> str:
        """What was changed, in words."""
        first = next(iter(self.values))
        return tr("settings.everything" if len(self.values) > 1 else f"settings.{first.value}")


class Changes(QObject):
    """Asks for other settings and remembers the last change, whatever window shows it.

    A size is only tried at first: who cannot read the screen any more need not do anything.

    Signals:
        last_changed: there is another last change, or none.
    """

    last_changed = Signal()

    def __init__(self, asks: Asks, clock: UiClock, chosen: Chosen) -> None:
        super().__init__()
        self._asks = asks
        self._clock = clock
        self._last: LastChange | None = None
        self.chosen = chosen
        asks.settings_kept.connect(self._take_kept)
        asks.settings_not_kept.connect(self._take_failure)
        clock.ticked.connect(self._tick)

    @property
    def last(self) -> LastChange | None:
        return self._last

    @property
    def left_s(self) -> int:
        """The seconds until a trial ends by itself."""
        if self._last is None or self._last.until is None:
            return 0
        return max(0, -int(-(self._last.until - self._clock.now()).total_seconds() // 1))

    def choose(self, values: Values) -> None:
        """Let other values be in force. Who goes on to change something else keeps a trial."""
        before = {setting: self.chosen.value(setting) for setting in values}
        if values == before:
            return
        last = self._last
        is_tried = last is not None and last.stage is Stage.TRIED
        if set(values) == {Setting.SCALE}:
            self._show(
                LastChange(
                    stage=Stage.TRIED,
                    values=values,
                    before=last.before if last is not None and is_tried else before,
                    until=self._clock.now() + TRIED_FOR,
                )
            )
            self._asks.try_settings(values)
            return
        if last is not None and is_tried:
            values, before = {**last.values, **values}, {**before, **last.before}
        self._show(LastChange(stage=Stage.KEPT, values=values, before=before))
        self._asks.change_settings(values)

    @Slot()
    def keep(self) -> None:
        """Write down what is tried."""
        last = self._last
        if last is not None and last.stage is Stage.TRIED:
            self._show(LastChange(stage=Stage.KEPT, values=last.values, before=last.before))
            self._asks.change_settings(last.values)

    @Slot()
    def take_back(self) -> None:
        """Let be in force what was before the last change."""
        last, self._last = self._last, None
        if last is None:
            return
        if last.stage is Stage.TRIED:
            self._asks.try_settings(last.before)
        elif last.stage is Stage.KEPT:
            self._asks.change_settings(last.before)
        self.last_changed.emit()

    def follow(self, chosen: Chosen) -> None:
        """Take what is in force now."""
        self.chosen = chosen

    def _show(self, last: LastChange | None) -> None:
        self._last = last
        self.last_changed.emit()

    @Slot(object)
    def _take_kept(self, values: Values) -> None:
        """Offer from now on to take it back; what was taken back just now is over."""
        last = self._last
        if last is not None and last.values == values and last.stage is Stage.KEPT:
            until = self._clock.now() + UNDO_FOR
            self._show(LastChange(stage=Stage.KEPT, values=values, before=last.before, until=until))

    @Slot(object, str)
    def _take_failure(self, values: Values, why: str) -> None:
        last = self._last
        before = last.before if last is not None and last.values == values else values
        self._show(LastChange(stage=Stage.FAILED, values=values, before=before, why=why))
        if last is not None and last.values == values and set(values) >= {Setting.SCALE}:
            self._asks.try_settings({Setting.SCALE: before[Setting.SCALE]})

    @Slot(object)
    def _tick(self, now: datetime) -> None:
        last = self._last
        if last is None or last.until is None:
            return
        if now < last.until:
            if last.stage is Stage.TRIED:
                self.last_changed.emit()  # the seconds that are left
        elif last.stage is Stage.TRIED:
            self.take_back()
        else:
            self._show(None)
