"""Languages, clock and names of those who read the papers."""

import re
from datetime import timedelta

import pytest

from kitchen_app.base.speech import catalogue
from kitchen_app.printing.reader import Reader
from tests.architecture.tree import PACKAGE
from tests.printing.papers import AR_EN, EN, HONG_KONG, NOW, SHAWARMA, ZH


@pytest.mark.parametrize("languages", [(), ("en", "ar", "zh_HK"), ("xx",)])
def test_a_paper_has_one_or_two_languages_that_we_speak(languages: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="language"):
        Reader(languages=languages)


def test_times_are_those_of_the_shop() -> None:
    assert EN.clock_time(NOW) == "\u206814:32\u2069"
    assert ZH.clock_time(NOW) == "\u206819:32\u2069"
    assert Reader(zone=HONG_KONG).moment(NOW, NOW) == "\u206819:32\u2069"


def test_another_day_is_named() -> None:
    """20:32 in Riyadh is past midnight in Hong Kong: the day is the shop's."""
    late = NOW + timedelta(hours=6)
    assert EN.moment(late, NOW) == "\u206820:32\u2069"
    assert ZH.moment(late, NOW) == "\u2068週日 15/03\u2069 \u206801:32\u2069"
    assert EN.moment(NOW, NOW, has_day=True) == "\u2068Sat 14/03\u2069 \u206814:32\u2069"


def test_the_second_language_runs_its_own_way_and_repeats_nothing() -> None:
    assert AR_EN.words("ticket.pieces", n=7) == ("7 قطع", "\u20667 pieces\u2069")
    assert Reader(languages=("en", "en")).words("ticket.note") == ("NOTE", "")


def test_the_kitchen_reads_its_own_names_and_the_customer_what_was_ordered() -> None:
    reader = Reader(languages=("en", "zh_HK"), kitchen_language="ar", kitchen_names={"large": "XL"})
    assert reader.kitchen_name(SHAWARMA.name, SHAWARMA.names) == (
        "\u2068صحن شاورما دجاج\u2069",
        "\u2068雞肉沙威瑪碟\u2069",
    )
    assert reader.kitchen_name(SHAWARMA.spec, SHAWARMA.specs)[0] == "\u2068XL\u2069"
    assert reader.ordered_name(SHAWARMA.name, SHAWARMA.names) == (
        "\u2068Chicken shawarma plate\u2069",
        "\u2068صحن شاورما دجاج\u2069",
    )
    assert EN.ordered_name("Soup", {}) == ("\u2068Soup\u2069", "")


def test_arabic_figures_are_for_arabic_words_alone() -> None:
    reader = Reader(languages=("ar", "en"), has_arabic_figures=True)
    assert reader.words("ticket.pieces", n=7) == ("٧ قطع", "\u20667 pieces\u2069")
    assert reader.number("A1042") == "\u2068A١٠٤٢\u2069"


def test_every_word_of_the_papers_is_there_and_used() -> None:
    """The catalogues of the other languages have the same keys (tests/ui/test_i18n.py)."""
    sources = "\n".join(file.read_text("utf-8") for file in (PACKAGE / "printing").glob("*.py"))
    used = set(re.findall(r'"(ticket\.[a-z_]+)"', sources))
    assert used == {key for key in catalogue("en") if key.startswith("ticket.")}
