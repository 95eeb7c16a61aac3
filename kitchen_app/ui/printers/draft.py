"""A printer as somebody is setting it up: nothing of it is in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from kitchen_app.domain.routing import Moment, PrinterPlan, StopMoment
from kitchen_app.services.preferences import SettingValue
from kitchen_app.services.print_profiles import PROFILES, Buzzer
from kitchen_app.services.settings import Connection, PrinterSettings, PrintingSettings


class PrinterSetting(StrEnum):
    """What can be chosen of a printer; the value is the key of its words."""

    WIDTH = "width"
    KITCHEN = "kitchen"
    BAG = "bag"
    STOP = "stop"
    COPIES = "copies"
    LANGUAGE = "language"
    SECOND = "second"
    CUT = "cut"
    BUZZER = "buzzer"
    FALLBACK = "fallback"


WIDTHS = (576, 384, 512)
OTHER = 0
"""Stands for every other width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A printer, and the languages of all papers. `is_odd`: another width is being typed."""

    printer: PrinterSettings
    languages: tuple[str, ...] = ()
    is_odd: bool = False

    def value(self, setting: PrinterSetting) -> SettingValue:
        """Return what is chosen, as the rows know it."""
        printer, plan = self.printer, self.printer.plan
        values: dict[PrinterSetting, SettingValue] = {
            PrinterSetting.WIDTH: OTHER if self.is_odd else printer.profile.width,
            PrinterSetting.KITCHEN: plan.kitchen,
            PrinterSetting.BAG: plan.bag,
            PrinterSetting.STOP: bool(plan.stop),
            PrinterSetting.COPIES: plan.copies,
            PrinterSetting.LANGUAGE: self.languages[0] if self.languages else None,
            PrinterSetting.SECOND: self.languages[1] if len(self.languages) > 1 else None,
            PrinterSetting.CUT: printer.profile.cuts,
            PrinterSetting.BUZZER: printer.profile.buzzer,
            PrinterSetting.FALLBACK: printer.fallback,
        }
        return values[setting]

    def with_value(self, setting: PrinterSetting, value: SettingValue) -> "Draft":
        """Return the draft with something else chosen."""
        match setting:
            case PrinterSetting.WIDTH if value == OTHER:
                return replace(self, is_odd=True)
            case PrinterSetting.WIDTH:
                return replace(self._with_profile(width=value), is_odd=False)
            case PrinterSetting.KITCHEN | PrinterSetting.BAG:
                return self._with_plan(**{setting.value: Moment(str(value))})
            case PrinterSetting.STOP:
                return self._with_plan(stop=frozenset(StopMoment) if value else frozenset())
            case PrinterSetting.COPIES:
                return self._with_plan(copies=value)
            case PrinterSetting.CUT:
                return self._with_profile(cuts=value)
            case PrinterSetting.BUZZER:
                return self._with_buzzer(Buzzer(str(value)))
            case PrinterSetting.FALLBACK:
                return replace(self, printer=replace(self.printer, fallback=str(value)))
        return replace(self, languages=_languages(self.languages, setting, value))

    def with_name(self, name: str) -> "Draft":
        return self._with_plan(name=name)

    def at(self, connection: Connection, address: str) -> "Draft":
        """Return the draft of a printer in another place."""
        return replace(self, printer=replace(self.printer, connection=connection, address=address))

    def with_width(self, dots: int) -> "Draft":
        return self._with_profile(width=dots)

    def _with_buzzer(self, buzzer: Buzzer) -> "Draft":
        """One socket has a drawer or a buzzer."""
        has_drawer = self.printer.profile.drawer and buzzer is not Buzzer.DRAWER
        return self._with_profile(buzzer=buzzer, drawer=has_drawer)

    def _with_profile(self, **values: object) -> "Draft":
        profile = replace(self.printer.profile, **values)  # type: ignore[arg-type]  # by name
        return replace(self, printer=replace(self.printer, profile=profile))

    def _with_plan(self, **values: object) -> "Draft":
        plan = replace(self.printer.plan, **values)  # type: ignore[arg-type]  # by name
        return replace(self, printer=replace(self.printer, plan=plan))


def new_draft(name: str, settings: PrintingSettings) -> Draft:
    """Return a draft to begin with; the first printer of a shop prints for the kitchen."""
    is_first = not settings.printers
    plan = PrinterPlan(name=name, kitchen=Moment.ACCEPTED if is_first else Moment.NEVER)
    printer = PrinterSettings(
        plan=plan if is_first else replace(plan, bag=Moment.ACCEPTED, stop=frozenset()),
        connection=Connection.NETWORK,
        address="",
        profile=PROFILES["80mm"],
    )
    return Draft(printer=printer, languages=settings.languages)


def draft_of(name: str, settings: PrintingSettings) -> Draft | None:
    """Return the draft of a printer that is set up; None if there is none of that name."""
    for printer in settings.printers:
        if printer.name == name:
            is_odd = printer.profile.width not in WIDTHS
            return Draft(printer=printer, languages=settings.languages, is_odd=is_odd)
    return None


def _languages(
    languages: Sequence[str], setting: PrinterSetting, value: SettingValue
) -> tuple[str, ...]:
    """Return the languages with another first or second one; no language is there twice."""
    if setting is PrinterSetting.LANGUAGE:
        first = () if value is None else (str(value),)
        return first + tuple(each for each in languages[1:] if first and each not in first)
    second = () if value is None or value in languages[:1] else (str(value),)
    return tuple(languages[:1]) + (second if languages else ())
