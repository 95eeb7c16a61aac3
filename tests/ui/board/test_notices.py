"""Which blocks a card carries."""

import pytest

from kitchen_app.ui.board.notices import LONG_NOTE, is_shortened, note_look, notice_looks
from kitchen_app.ui.theme import Theme
from tests.ui import canned

STATES = canned.states()


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        ("in_time", []),
        ("over", ["over"]),
        ("late", ["allergy"]),
        ("preparing", ["note"]),
        ("failed", ["failure"]),
        ("unreadable", ["problem"]),
        ("stopped", ["stop"]),
        ("cancelled", []),
    ],
)
def test_blocks(theme: Theme, state: str, kinds: list[str]) -> None:
    assert [look.kind for look in notice_looks(STATES[state], canned.NOW)] == kinds


def test_a_long_note_is_shortened_on_a_card_only(theme: Theme) -> None:
    note = "knock " * 100
    assert is_shortened(note)
    assert len(note_look(note, whole=False).text) < LONG_NOTE + 50
    assert "…" not in note_look(note).text
