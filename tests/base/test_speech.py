"""Words and figures of a language."""

import pytest

from kitchen_app.base.speech import Speech, catalogue, isolate


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        Speech("xx")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "5 new orders"), ("ar", "5 طلبات جديدة"), ("zh_HK", "5 張新訂單")],
)
def test_a_word_follows_its_count(language: str, words: str) -> None:
    assert Speech(language).tr("strip.new_orders", n=5) == words


def test_arabic_figures_are_those_of_our_own_words() -> None:
    speech = Speech("ar", has_arabic_figures=True)
    assert speech.tr("strip.new_orders", n=5) == "٥ طلبات جديدة"
    assert speech.figures(f"2 × {isolate('7up 330')}") == "٢ × \u20687up 330\u2069"
    assert (speech.numbering_system, Speech("ar").numbering_system) == ("arab", "latn")
    assert speech.is_right_to_left
    assert not Speech("zh_HK").is_right_to_left


def test_foreign_text_cannot_turn_what_is_around_it() -> None:
    assert isolate("a\u202eb\n\n  c") == "\u2068ab\u2069\n\u2068c\u2069"


def test_a_catalogue_has_dotted_keys() -> None:
    assert catalogue("en")["card.accept"] == "Accept"
