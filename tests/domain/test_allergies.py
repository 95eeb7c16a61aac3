"""Words of an allergy are found whole, in every language, where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.allergies import Allergies
from tests.builders import STEADY


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("I am ALLERGIC to nuts. Allergy!", ["ALLERGIC", "Allergy"]),
        ("عندي حساسية من الفول", ["حساسية"]),
        ("對花生敏感", ["敏感"]),
        ("ßß allergies", ["allergies"]),
        ("Coeliac: no gluten", ["Coeliac"]),
        ("soy alérgico, alergia a nueces", ["alérgico", "alergia"]),
        ("乳糖不耐症", ["不耐症"]),
        ("أتحسس من السمسم", ["أتحسس"]),
        ("no pickles", []),
    ],
)
def test_the_words_are_found_where_they_stand(note: str, words: list[str]) -> None:
    places = Allergies().places(note)
    assert [note[start:end] for start, end in places] == words
    assert Allergies().is_in(note) == bool(words)


def test_words_of_the_owner_are_added() -> None:
    assert Allergies(("Sesame", "")).places("no SESAME, sesame") == ((3, 9), (11, 17))
    assert not Allergies().is_in("no sesame")


@STEADY
@given(st.text(alphabet="alergßİ敏感حساسية ", max_size=40), st.text(max_size=5))
def test_places_stand_apart_and_inside(note: str, word: str) -> None:
    last = 0
    for start, end in Allergies((word,)).places(note):
        assert last <= start < end <= len(note)
        last = end
