"""Where a customer's note speaks of an allergy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

KNOWN_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": ("allerg", "anaphyla", "intoleran", "coeliac", "celiac", "epipen"),
    "ar": ("حساسية", "حساسيه", "تحسس", "سيلياك"),
    "zh_HK": ("敏感", "過敏", "过敏", "不耐症"),
    "": ("alerg", "alérg", "alerh", "الرجی", "एलर्जी"),  # Spanish, Malay, Tagalog; Urdu; Hindi
}
"""What begins a word of an allergy, by the languages of the screen and of many customers there.

All are always looked for: a customer writes in the customer's language. Nobody can take one away,
for a word too many stands out for nothing, and one too few makes somebody ill (our decision).
"""


@dataclass(frozen=True, slots=True)
class Allergies:
    """The words of an allergy: the program's, and those that the owner has added."""

    added: tuple[str, ...] = ()

    def is_in(self, note: str) -> bool:
        folded = note.casefold()
        return any(word in folded for word in self._words())

    def places(self, note: str) -> tuple[tuple[int, int], ...]:
        """Return start and end of each word that speaks of an allergy, whole, in their order."""
        folded, origins = _folded(note)
        found = sorted(span for word in self._words() for span in _spans(folded, word))
        places: list[tuple[int, int]] = []
        for first, last in found:
            start, end = _whole_word(note, origins[first], origins[last - 1] + 1)
            if not places or start >= places[-1][1]:
                places.append((start, end))
            else:
                places[-1] = (places[-1][0], max(end, places[-1][1]))
        return tuple(places)

    def _words(self) -> Iterator[str]:
        for words in KNOWN_WORDS.values():
            yield from words
        yield from (folded for word in self.added if (folded := word.casefold()))


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without capitals, and for each of its letters the place it comes from."""
    parts = [(letter.casefold(), at) for at, letter in enumerate(text)]
    return "".join(part for part, _ in parts), [at for part, at in parts for _ in part]


def _spans(text: str, word: str) -> Iterator[tuple[int, int]]:
    start = text.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = text.find(word, start + len(word))


def _whole_word(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place of the word around a place; Chinese has no spaces and keeps its own."""
    if ord(text[start]) >= _CHINESE:
        return start, end
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end


_CHINESE = 0x2E80
