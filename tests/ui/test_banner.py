"""A banner has words and one cure."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.order import Status
from kitchen_app.services.board import CardView
from kitchen_app.services.links import LinksView, Trouble
from kitchen_app.services.proof_view import Hop, ProofView
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.ui import i18n
from kitchen_app.ui.banner import (
    Banner,
    fault_look,
    keeping_look,
    link_look,
    refused_look,
    restart_look,
    return_look,
    sound_look,
)
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.words import clock_time
from tests.ui import canned


def test_not_receiving_is_worse_than_not_sending(theme: Theme) -> None:
    both = canned.links(receiving=Trouble.LISTENER_DOWN, sending=Trouble.UNREACHABLE)
    look = link_look(both, canned.NOW)
    assert look is not None
    assert look.title == "Orders cannot reach this computer"
    assert link_look(canned.links(), canned.NOW) is None
    assert link_look(None, canned.NOW) is None


def test_it_shows_and_hides(qtbot: QtBot, theme: Theme) -> None:
    banner = Banner(theme)
    qtbot.addWidget(banner)
    banner.show_look(fault_look())
    assert not banner.isHidden()
    with qtbot.waitSignal(banner.button_pressed):
        banner.button.click()
    banner.show_look(refused_look("accept", "1042"))
    assert banner.property("tone") == "notice"
    banner.show_look(sound_look(SoundProblem.FILE_MISSING))
    assert banner.property("tone") == "fault"
    banner.show_look(None)
    assert banner.isHidden()


def test_a_lost_test_has_a_banner_unless_messages_come_or_something_worse_is_known() -> None:
    since = canned.NOW - timedelta(minutes=1)
    lost = ProofView(is_public=True, hop=Hop.TUNNEL, since=since)
    silent = replace(canned.links(proved=False), proof=lost)
    look = link_look(silent, canned.NOW)
    assert look is not None
    assert look.title == "The tunnel to this computer is down: no orders come in"
    assert look.cure.startswith("Start the tunnel program again.")
    assert link_look(replace(canned.links(), proof=lost), canned.NOW) is None
    worse = replace(canned.links(receiving=Trouble.LISTENER_DOWN), proof=lost)
    look = link_look(worse, canned.NOW)
    assert look is not None
    assert look.title == "Orders cannot reach this computer"
    both = replace(canned.links(proved=False, sending=Trouble.UNREACHABLE), proof=lost)
    look = link_look(both, canned.NOW)
    assert look is not None
    assert look.title.startswith("The tunnel"), "not receiving is worse than not sending"


def test_a_tunnel_program_that_is_to_blame_is_named_instead_of_the_tunnel() -> None:
    lost = ProofView(is_public=True, hop=Hop.TUNNEL, since=canned.NOW - timedelta(minutes=1))
    links = replace(canned.links(proved=False), proof=lost, keeping=(Trouble.TUNNEL_ENDED,))
    look = link_look(links, canned.NOW)
    assert look is not None
    assert look.title == "The tunnel program ends again and again"
    assert "Take orders in Keeta's app until then." in look.cure
    assert "Go on with what is on the board" in look.cure
    assert not look.button, "it cannot be closed: no orders come in"
    carried = replace(canned.links(), keeping=(Trouble.TUNNEL_ENDED,))
    assert link_look(carried, canned.NOW) is None, "another tunnel carries: a note will do"


def test_of_the_troubles_of_the_disk_the_first_is_shown_and_can_be_closed(theme: Theme) -> None:
    look = keeping_look((Trouble.DISK_FULL, Trouble.RESTORED))
    assert look is not None
    assert look.title == "The disk of this computer is full"
    assert look.button
    assert keeping_look(()) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_restart_says_when_and_one_too_many_how_often(
    theme: Theme, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    once, often = (restart_look(canned.NOW, often=deaths) for deaths in (0, 5))
    assert clock_time(canned.NOW) in once.title
    assert [once.tone, often.tone] == ["notice", "fault"]
    assert "5" in often.title
    assert once.cure != often.cure


def words_of(language: str, qapp: QApplication, links: LinksView) -> str:
    i18n.install(qapp, language)
    look = link_look(links, canned.NOW)
    assert look is not None
    return look.cure


@pytest.mark.parametrize("language", LANGUAGES)
def test_being_offline_tells_the_age_of_the_last_proof_and_what_still_works(
    theme: Theme, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    links = canned.links(sending=Trouble.UNREACHABLE)
    at = canned.NOW - timedelta(minutes=7, seconds=30)
    links = replace(links, receiving=replace(links.receiving, last_ok=at), proof=ProofView())
    cure = words_of(language, qapp, links)
    assert i18n.tr("away.works_offline") in cure
    assert i18n.tr("away.proved_minutes", n=7) in cure
    hours = replace(links.receiving, last_ok=canned.NOW - timedelta(hours=3))
    told = words_of(language, qapp, replace(links, receiving=hours))
    assert i18n.tr("away.proved_hours", n=3) in told
    never = replace(links.receiving, last_ok=None)
    told = words_of(language, qapp, replace(links, receiving=never))
    assert i18n.tr("away.never_proved") in told
    deaf = ProofView(is_public=True, hop=Hop.TUNNEL, since=canned.NOW - timedelta(minutes=1))
    silent = replace(canned.links(proved=False), proof=deaf)
    assert i18n.tr("away.works_deaf") in words_of(language, qapp, silent)


def test_an_age_that_runs_on_does_not_repaint_the_banner_each_second() -> None:
    links = canned.links(sending=Trouble.UNREACHABLE)
    proved_at = links.proved_at
    assert proved_at is not None
    looks = {link_look(links, proved_at + timedelta(seconds=s)) for s in range(60)}
    assert len(looks) == 1


def missed(number: str, kind: Meanwhile = Meanwhile.CAME, *, age_s: float = 240) -> CardView:
    status = Status.NEW if kind is Meanwhile.CAME else Status.CANCELLED
    return replace(canned.card(canned.order(number, status=status, age_s=age_s)), meanwhile=kind)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_came_and_was_lost_is_named_the_oldest_first(
    theme: Theme, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    cards = [
        missed("1043", age_s=100),
        missed("1042", age_s=200),
        missed("1040", Meanwhile.LOST),
        canned.card(canned.order("1050")),
    ]
    look = return_look(cards)
    assert look is not None
    assert look.title.index("1042") < look.title.index("1043")
    assert "1040" in look.cure
    assert "1050" not in look.title + look.cure
    only_lost = return_look([missed("1040", Meanwhile.LOST)])
    assert only_lost is not None
    assert "1040" in only_lost.title
    assert return_look([canned.card(canned.order("1050"))]) is None


def test_of_very_many_the_first_are_named_and_the_others_counted() -> None:
    look = return_look([missed(str(1000 + n), age_s=900 - n) for n in range(12)])
    assert look is not None
    assert "12 orders" in look.title
    assert "1007" in look.title
    assert "1008" not in look.title
    assert "4 more" in look.title
