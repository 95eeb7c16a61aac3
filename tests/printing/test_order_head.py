"""Notes: white on black while they are short, else framed with the words of an allergy marked."""

import pytest

from kitchen_app.printing.blocks import Note
from kitchen_app.printing.order_head import note_of
from tests.printing.papers import EN, LONG_NOTE


def test_an_allergy_is_called_so() -> None:
    (note,) = note_of("nut allergy", EN)
    assert isinstance(note, Note)
    assert (note.title, note.is_inverse) == ("ALLERGY", True)


@pytest.mark.parametrize("text", ["", " \n ", "\x1b\u202e"])
def test_nothing_is_no_note(text: str) -> None:
    assert list(note_of(text, EN)) == []


def test_a_long_note_is_framed_and_its_words_are_marked() -> None:
    (note,) = note_of(LONG_NOTE, EN)
    assert isinstance(note, Note)
    assert not note.is_inverse
    assert {note.text[start:end] for start, end in note.marked} == {"allergy"}
    assert len(note.marked) == 14
