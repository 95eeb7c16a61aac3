"""A banner has words and one cure."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.services.links import Trouble
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
