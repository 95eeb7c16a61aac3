"""What people ask for that is the owner's: settings, keys, the manager's PIN."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.base.errors import KnownError
from kitchen_app.services.board_keys import BoardKey
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.manager_lock import Matter, NotApproved
from kitchen_app.services.preferences import Setting, SettingValue
from kitchen_app.ui.carrier import Answer, Carrier


class OwnerAsks(QObject):
    """What is asked about the PIN and about settings, and what needs the manager.

    Signals:
        approval_wanted: the `Matter` that was asked for, and what goes on with an approval for it.
        pin_answered: the `PinAnswer` to a PIN that was typed.
        keys_known: the key of each `BoardKey`, from the start and after each change.
        pin_known: whether a manager's PIN is set.
        settings_unlocked: people may change the settings now.
        settings_kept: the values, by `Setting`, that are in force now and written down.
        settings_not_kept: the values that are not, and why.
    """

    approval_wanted = Signal(object, object)
    pin_answered = Signal(object)
    pin_known = Signal(bool)
    settings_unlocked = Signal()
    settings_kept = Signal(object)
    settings_not_kept = Signal(object, str)
    keys_known = Signal(object)

    def __init__(self, kitchen: Kitchen, carrier: Carrier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kitchen = kitchen
        self._carrier = carrier

    def approve(self, matter: Matter, pin: str) -> None:
        """Try a PIN for a matter."""
        self._carrier.fetch(self._kitchen.manager.approve(matter, pin), self._take_pin_answer)

    def change_pin(self, old: str, new: str) -> None:
        """Set another PIN; an empty one removes it."""
        coro = self._kitchen.manager.change(old=old, new=new)
        self._carrier.fetch(coro, self._take_pin_answer)

    def look_for_pin(self) -> None:
        self._carrier.fetch(self._kitchen.has_pin(), self._take_pin_known)

    def unlock_settings(self, approval: str = "") -> None:
        """Ask whether the settings may be changed; with an approval it is asked for once more."""
        coro = self._kitchen.preferences.unlock(approval)
        self._carrier.fetch(coro, self._take_unlocked)

    def _take_unlocked(self, answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.settings_unlocked.emit()
        elif isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, self.unlock_settings)
        else:
            self._carrier.tell_fault(error)

    def look_for_keys(self) -> None:
        self._carrier.fetch(self._kitchen.keys.known(), self._take_keys)

    def keep_keys(self, keys: Mapping[BoardKey, str], approval: str = "") -> None:
        """Keep another map of the keys; with the approval it is asked for once more."""
        coro = self._kitchen.keys.keep(keys, approval=approval)
        self._carrier.fetch(coro, partial(self._take_keys, go_on=partial(self.keep_keys, keys)))

    def _take_keys(self, answer: Answer, go_on: Callable[[str], None] | None = None) -> None:
        error = answer.exception()
        if error is None:
            self.keys_known.emit(answer.result())
        elif isinstance(error, NotApproved) and go_on is not None:
            self.approval_wanted.emit(error.matter, go_on)
        else:
            self._carrier.tell_fault(error)

    def _take_pin_answer(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.pin_answered.emit(answer.result())

    def _take_pin_known(self, answer: Answer) -> None:
        error = answer.exception()
        if error is not None:
            self._carrier.tell_fault(error)
        else:
            self.pin_known.emit(answer.result())

    @Slot(object)
    def change_settings(self, values: Mapping[Setting, SettingValue], approval: str = "") -> None:
        """Let other choices be in force, and write them down."""
        coro = self._kitchen.preferences.change(values, approval=approval)
        self._carrier.fetch(coro, partial(self._take_kept, values))

    @Slot(object)
    def try_settings(self, values: Mapping[Setting, SettingValue], approval: str = "") -> None:
        """Let other choices be in force for now."""
        coro = self._kitchen.preferences.try_out(values, approval=approval)
        self._carrier.fetch(coro, partial(self._take_tried, values))

    def _take_kept(self, values: Mapping[Setting, SettingValue], answer: Answer) -> None:
        error = answer.exception()
        if error is None:
            self.settings_kept.emit(values)
        elif isinstance(error, KnownError):
            self.settings_not_kept.emit(values, str(error))
        else:
            self._carrier.tell_fault(error)
        if isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, partial(self.change_settings, values))

    def _take_tried(self, values: Mapping[Setting, SettingValue], answer: Answer) -> None:
        error = answer.exception()
        if isinstance(error, NotApproved):
            self.approval_wanted.emit(error.matter, partial(self.try_settings, values))
        elif error is not None:
            self._carrier.tell_fault(error)
