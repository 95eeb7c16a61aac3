"""A banner has words and one cure."""

from pytestqt.qtbot import QtBot

from kitchen_app.services.links import Trouble
from kitchen_app.ui.banner import Banner, fault_look, link_look, refused_look, sound_look
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import Theme
from tests.ui import canned


def test_not_receiving_is_worse_than_not_sending(theme: Theme) -> None:
    both = canned.links(receiving=Trouble.LISTENER_DOWN, sending=Trouble.UNREACHABLE)
    look = link_look(both)
    assert look is not None
    assert look.title == "Orders cannot reach this computer"
    assert link_look(canned.links()) is None
    assert link_look(None) is None


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
