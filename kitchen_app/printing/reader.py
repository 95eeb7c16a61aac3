"""Those who read the papers: their languages, their clock, their names of dishes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from kitchen_app.base.speech import Speech, isolate
from kitchen_app.domain.allergies import Allergies
from kitchen_app.domain.kitchen_names import KitchenNames, is_same_name
from kitchen_app.domain.money import Money
from kitchen_app.printing.plain_text import in_order, in_own_direction, printable
from kitchen_app.services import wording

Both = tuple[str, str]
"""A text in the first language, and in the second; empty where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads the papers. The first of one or two `languages` gives the direction.

    `zone` is the shop's; None is the machine's. `kitchen_language` None is the first language.
    `kitchen_names` are the kitchen's own names by those of the menu (docs/decisions/0027).

    Raises:
        ValueError: there is no language, one that we do not speak, or more than two.
    """

    languages: tuple[str, ...] = ("en",)
    has_arabic_figures: bool = False
    zone: tzinfo | None = None
    kitchen_language: str | None = None
    kitchen_names: Mapping[str, str] = field(default_factory=dict)
    allergies: Allergies = field(default_factory=Allergies)
    _names: KitchenNames = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not 1 <= len(self.languages) <= 2:
            raise ValueError(f"{len(self.languages)} languages on one paper")
        for language in self.languages:
            self._speech(language)
        names = KitchenNames(self.kitchen_language or self.languages[0], self.kitchen_names)
        object.__setattr__(self, "_names", names)

    @property
    def speech(self) -> Speech:
        return self._speech(self.languages[0])

    def both(self, say: Callable[[Speech], str]) -> Both:
        """Return what is said in each language; once if it is the same."""
        first, *others = (say(self._speech(language)) for language in self.languages)
        second = next((other for other in others if other != first), "")
        return first, in_own_direction(second)

    def words(self, key: str, **values: str | int) -> Both:
        return self.both(lambda speech: speech.tr(key, **values))

    def clock_time(self, moment: datetime) -> str:
        """Return HH:MM where the shop is."""
        return isolate(self.speech.figures(f"{moment.astimezone(self.zone):%H:%M}"))

    def moment(self, at: datetime, now: datetime, *, has_day: bool = False) -> str:
        """Return HH:MM, and before it the day unless that is today's, or if it must be there."""
        if not has_day and self.days_until(at, now) == 0:
            return self.clock_time(at)
        return f"{self.day(at.astimezone(self.zone).date(), self.speech)} {self.clock_time(at)}"

    def days_until(self, at: datetime, now: datetime) -> int:
        """Return how many midnights of the shop lie between."""
        return (at.astimezone(self.zone).date() - now.astimezone(self.zone).date()).days

    def day(self, day: date, speech: Speech) -> str:
        """Return the name of a day and its date."""
        from babel.dates import format_date  # late: slow to load

        name: str = format_date(day, "EEE", locale=speech.locale_name)
        return isolate(speech.figures(f"{name} {day:%d/%m}"))

    def money(self, amount: Money) -> str:
        return isolate(wording.money(amount, self.speech))

    def number(self, number: str) -> str:
        """Return an order's number, as it is called out."""
        return isolate(self.speech.figures(printable(number)))

    def foreign(self, text: str) -> str:
        """Return what others wrote, apart from our own words and printable."""
        return "\n".join(map(in_order, isolate(printable(text)).split("\n")))

    def kitchen_name(self, name: str, names: Mapping[str, str]) -> Both:
        """Return the kitchen's name of something of the menu, and the second language's."""
        first = self._names.name_of(name, names)
        others = (KitchenNames(each).name_of(name, names) for each in self.languages[1:])
        second = next((other for other in others if not is_same_name(other, first)), "")
        return self.foreign(first), self.foreign(second)

    def ordered_name(self, name: str, names: Mapping[str, str]) -> Both:
        """Return the customer's name of something of the menu, and the kitchen's if it differs."""
        own = self._names.name_of(name, names)
        return self.foreign(name), "" if is_same_name(own, name) else self.foreign(own)

    def _speech(self, language: str) -> Speech:
        return Speech(language, self.has_arabic_figures and language == "ar")
