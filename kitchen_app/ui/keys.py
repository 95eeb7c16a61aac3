"""From what the keyboard sends to what the board does."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from kitchen_app.services.board_keys import DEFAULTS, BoardKey

_ALONE = {
    Qt.Key.Key_Control: "Ctrl",
    Qt.Key.Key_Shift: "Shift",
    Qt.Key.Key_Alt: "Alt",
    Qt.Key.Key_AltGr: "AltGr",
    Qt.Key.Key_Meta: "Meta",
}


def name_of(event: QKeyEvent) -> str:
    """Return what a key is called, empty if it has no name; one of the number pad has its own."""
    key = Qt.Key(event.key())
    if key in _ALONE or key in (Qt.Key.Key_unknown, Qt.Key(0)):
        return ""
    sequence = QKeySequence(QKeyCombination(event.modifiers(), key))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)


class KeyReader:
    """Follows presses and releases; a modifier counts when it comes up with nothing in between."""

    def __init__(self) -> None:
        self._alone: Qt.Key | None = None

    def read(self, event: QKeyEvent) -> str:
        """Return the name of the key that was pressed, if this event completes one."""
        if event.isAutoRepeat():
            return ""
        key = Qt.Key(event.key())
        if event.type() == QEvent.Type.KeyRelease:
            alone, self._alone = self._alone, None
            return _ALONE[key] if key in _ALONE and key == alone else ""
        is_first = self._alone is None
        self._alone = key if key in _ALONE and is_first else None
        return name_of(event)


class KeyMap:
    """The keys of the board; a key of the number pad does what its plain one does, if unlearned."""

    def __init__(self, keys: Mapping[BoardKey, str] = DEFAULTS) -> None:
        self._keys = dict(keys)
        self._actions = {name: action for action, name in keys.items() if name}

    def key_of(self, action: BoardKey) -> str:
        return self._keys.get(action, "")

    def action_of(self, name: str) -> BoardKey | None:
        return self._actions.get(name) or self._actions.get(name.removeprefix("Num+"))
