"""The catalogues agree with each other, with the code and with every code of the domain."""

import re
from collections.abc import Iterable
from enum import StrEnum

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kitchen_app.base.paths import resources_dir
from kitchen_app.domain.actions import (
    NEVER_SENT,
    ActionKind,
    ActionState,
    Approver,
    CancelReason,
    Refusal,
    RejectReason,
)
from kitchen_app.domain.history import Outcome as End
from kitchen_app.domain.hours import HoursFault
from kitchen_app.domain.order import Fulfilment, Party, Problem, RiderState, Status
from kitchen_app.domain.part_refund import PartRefundReason, RefundFault
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.domain.projection import Lane
from kitchen_app.domain.refunds import RefundKind, RefundState
from kitchen_app.domain.reply_times import Answerer, Waited
from kitchen_app.domain.report import Span, Why
from kitchen_app.domain.tickets import Copy
from kitchen_app.domain.timeline import Step
from kitchen_app.services.links import Trouble
from kitchen_app.services.manager_lock import Deed
from kitchen_app.services.preferences import Setting
from kitchen_app.services.proof_view import Hop
from kitchen_app.services.settings import (
    LANGUAGES,
    Digits,
    LastResort,
    Look,
    Motion,
    Palette,
)
from kitchen_app.services.shop_view import Outcome
from kitchen_app.services.waiting import WaitKind
from kitchen_app.ui import i18n
from kitchen_app.ui.asks import PreviewTrouble
from kitchen_app.ui.board.grades import Grade
from kitchen_app.ui.menu_panel import MenuItem
from kitchen_app.ui.sounds import SoundProblem

_PLACEHOLDER = re.compile(r"{(\w+)}")


def placeholders(entry: i18n.Entry) -> set[str]:
    text = entry if isinstance(entry, str) else entry["other"]
    return set(_PLACEHOLDER.findall(text))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words(language: str) -> None:
    english, other = i18n.catalogue("en"), i18n.catalogue(language)
    assert other.keys() == english.keys()
    for key, entry in english.items():
        assert isinstance(entry, str) == isinstance(other[key], str), key
        assert placeholders(entry) == placeholders(other[key]), key


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("lane", Lane),
        ("lane.empty_", Lane),
        ("grade", Grade),
        ("fulfilment", Fulfilment),
        ("rider", RiderState),
        ("problem", Problem),
        ("pending", set(ActionKind) - NEVER_SENT),
        ("failure", set(ActionKind) - NEVER_SENT),
        ("failure", Refusal),
        ("reject_reason", RejectReason),
        ("refund_reason", PartRefundReason),
        ("part_fault", RefundFault),
        ("part_fault", PreviewTrouble),
        ("step", Step),
        ("waiting", WaitKind),
        ("waiting.open_", WaitKind),
        ("refund.by_", Party),
        ("refund.wants_", RefundKind),
        ("refund.unknown_", RefundKind),
        ("undo", [ActionKind.READY]),
        ("refused", ActionKind),
        ("reason", CancelReason),
        ("stop.by_", Party),
        ("trouble", [t for t in Trouble if t]),
        ("cure", [t for t in Trouble if t]),
        ("lost", [hop for hop in Hop if hop]),
        ("lost.cure_", [hop for hop in Hop if hop]),
        ("sound", SoundProblem),
        ("sound.cure_", SoundProblem),
        ("settings", Setting),
        ("settings.look_", Look),
        ("settings.palette_", Palette),
        ("settings.motion_", Motion),
        ("settings.last_minute_", LastResort),
        ("hours.fault_", HoursFault),
        ("change", Outcome),
        ("pin", [Deed.REST, Deed.HOURS, Deed.REPORTS, Deed.SETTINGS]),
        ("report.was_", End),
        ("report.ended_by_", Party),
        ("report.asked_by_", Party),
        ("report.why_", set(Why) - {Why.TOLD}),
        ("report.span_", Span),
        ("menu", MenuItem),
        ("grade.minutes_", [Grade.SOON, Grade.LATE]),
        ("lane.oldest_", [Grade.SOON, Grade.LATE]),
        ("note.status_", Status),
        ("note.state_", RefundState),
        ("note.refund_", RefundKind),
        ("note.deed_", ActionKind),
        ("note.action_", ActionState),
        ("note.why_", Refusal),
        ("note.by_", Approver),
        ("note.paper_", Copy),
        ("note.print_", PrintState),
        ("recipient", [Trouble.UNREACHABLE, Trouble.BUSY, Trouble.NOT_AUTHORISED]),
        ("recipient", [Trouble.NO_ANSWER]),
        ("sheet.reply_", Waited),
        ("sheet.by_", Answerer),
    ],
)
def test_every_code_has_words(table: str, codes: Iterable[StrEnum]) -> None:
    start = table if table.endswith("_") else f"{table}."
    missing = [code for code in codes if f"{start}{code.value}" not in i18n.catalogue("en")]
    assert not missing


def test_every_key_in_the_code_exists() -> None:
    folder = resources_dir().parent / "kitchen_app" / "ui"
    source = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.py"))
    keys = set(re.findall(r'\btr\(\s*"([a-z_.]+)"', source))
    assert keys
    assert keys <= i18n.catalogue("en").keys()


@pytest.mark.parametrize(
    ("language", "count", "words"),
    [
        ("en", 1, "1 new order"),
        ("en", 4, "4 new orders"),
        ("ar", 2, "طلبان جديدان"),
        ("ar", 5, "5 طلبات جديدة"),
        ("ar", 11, "11 طلبًا جديدًا"),
        ("zh_HK", 7, "7 張新訂單"),
    ],
)
def test_plurals(qapp: QApplication, language: str, count: int, words: str) -> None:
    i18n.install(qapp, language)
    assert i18n.tr("strip.new_orders", n=count) == words


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_screen_follows_the_language(qapp: QApplication, language: str) -> None:
    i18n.install(qapp, language)
    mirrored = qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    assert mirrored == (language == "ar")
    assert i18n.language() == language


def test_an_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        i18n.install(qapp, "xx")


def test_foreign_text_cannot_turn_the_card_around() -> None:
    assert i18n.isolate("a\u202eb\n\n  c") == "\u2068ab\u2069\n\u2068c\u2069"


def test_every_setting_is_explained() -> None:
    hints = [f"settings.{setting.value}_hint" for setting in Setting]
    assert [hint for hint in hints if hint not in i18n.catalogue("en")] == []
    names = [f"settings.language_{language}" for language in (*LANGUAGES, "system")]
    assert [name for name in names if name not in i18n.catalogue("en")] == []


def test_arabic_figures_are_those_of_our_own_words(qapp: QApplication) -> None:
    i18n.install(qapp, "ar", Digits.ARABIC_INDIC)
    assert i18n.tr("strip.new_orders", n=5) == "٥ طلبات جديدة"
    dish = i18n.isolate("7up 330")
    assert i18n.figures(f"2 × {dish} 3 × {dish}") == f"٢ × {dish} ٣ × {dish}"
    assert i18n.numbered("A1042") == "\u2068A١٠٤٢\u2069"
    assert i18n.numbering_system() == "arab"


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_figures_are_western(qapp: QApplication, language: str) -> None:
    i18n.install(qapp, language)
    assert i18n.numbered("1042") == "\u20681042\u2069"
    if language != "ar":
        i18n.install(qapp, language, Digits.ARABIC_INDIC)
        assert i18n.figures("1042") == "1042"
    assert i18n.numbering_system() == "latn"


@pytest.mark.parametrize("typed", ["1042", "١٠٤٢", "۱۰۴۲", "1٠4٢"])
def test_figures_of_any_script_are_understood(typed: str) -> None:
    assert i18n.plain_figures(typed) == "1042"
    assert i18n.plain_figures("A½²") == "A½²"


def test_the_system_speaks_a_language_that_we_have() -> None:
    assert i18n.system_language() in LANGUAGES
