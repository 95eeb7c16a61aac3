"""What is chosen is what the printer will be, and nothing else of it changes."""

from dataclasses import replace

import pytest

from kitchen_app.domain.routing import Moment, StopMoment
from kitchen_app.services.preferences import SettingValue
from kitchen_app.services.print_profiles import Buzzer
from kitchen_app.services.settings import PrintingSettings
from kitchen_app.ui.printers.draft import (
    OTHER,
    Draft,
    PrinterSetting,
    draft_of,
    new_draft,
)
from tests.ui.printers.conftest import KITCHEN

ALL: dict[PrinterSetting, SettingValue] = {
    PrinterSetting.WIDTH: 384,
    PrinterSetting.KITCHEN: Moment.PLACED,
    PrinterSetting.BAG: Moment.ACCEPTED,
    PrinterSetting.STOP: False,
    PrinterSetting.COPIES: 3,
    PrinterSetting.LANGUAGE: "zh_HK",
    PrinterSetting.SECOND: "en",
    PrinterSetting.CUT: False,
    PrinterSetting.BUZZER: Buzzer.ESC_B,
    PrinterSetting.FALLBACK: "Bar",
}


def test_every_choice_is_what_it_was_chosen_to_be() -> None:
    draft = Draft(printer=KITCHEN)
    assert ALL.keys() == set(PrinterSetting)
    for setting, value in ALL.items():
        draft = draft.with_value(setting, value)
    assert {setting: draft.value(setting) for setting in PrinterSetting} == ALL
    assert draft.printer.plan.stop == frozenset()


def test_another_width_is_typed() -> None:
    draft = Draft(printer=KITCHEN).with_value(PrinterSetting.WIDTH, OTHER)
    assert draft.value(PrinterSetting.WIDTH) == OTHER
    assert draft.with_width(420).printer.profile.width == 420
    odd = replace(KITCHEN, profile=replace(KITCHEN.profile, width=420))
    known = draft_of("Kitchen", PrintingSettings(printers=(odd,)))
    assert known is not None
    assert known.is_odd
    assert draft_of("Nowhere", PrintingSettings(printers=(odd,))) is None


@pytest.mark.parametrize(
    ("before", "setting", "value", "after"),
    [
        ((), PrinterSetting.LANGUAGE, "ar", ("ar",)),
        (("ar", "en"), PrinterSetting.LANGUAGE, "en", ("en",)),
        (("ar", "en"), PrinterSetting.LANGUAGE, None, ()),
        (("ar", "en"), PrinterSetting.SECOND, None, ("ar",)),
        (("ar",), PrinterSetting.SECOND, "ar", ("ar",)),
        ((), PrinterSetting.SECOND, "en", ()),
    ],
)
def test_no_language_is_there_twice(
    before: tuple[str, ...], setting: PrinterSetting, value: str | None, after: tuple[str, ...]
) -> None:
    draft = Draft(printer=KITCHEN, languages=before)
    assert draft.with_value(setting, value).languages == after


def test_a_buzzer_takes_the_socket_of_the_drawer() -> None:
    with_drawer = replace(KITCHEN, profile=replace(KITCHEN.profile, drawer=True))
    draft = Draft(printer=with_drawer)
    assert draft.with_value(PrinterSetting.BUZZER, Buzzer.ESC_B).printer.profile.drawer
    assert not draft.with_value(PrinterSetting.BUZZER, Buzzer.DRAWER).printer.profile.drawer


def test_a_slip_for_one_of_two_moments_stays_as_it_is() -> None:
    only = frozenset({StopMoment.CANCELLED})
    draft = Draft(printer=replace(KITCHEN, plan=replace(KITCHEN.plan, stop=only)))
    assert draft.value(PrinterSetting.STOP) is True
    assert draft.with_value(PrinterSetting.COPIES, 2).printer.plan.stop == only


def test_the_first_printer_is_for_the_kitchen_and_the_next_for_bags() -> None:
    first = new_draft("1", PrintingSettings()).printer.plan
    second = new_draft("2", PrintingSettings(printers=(KITCHEN,))).printer.plan
    assert (first.kitchen, first.bag) == (Moment.ACCEPTED, Moment.NEVER)
    assert (second.kitchen, second.bag) == (Moment.NEVER, Moment.ACCEPTED)
