"""The strip never calls a silence fine."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitchen_app.domain.shop import ShopStatus
from kitchen_app.services.links import LinksView, Trouble
from kitchen_app.services.proof_view import Hop, ProofView
from kitchen_app.services.settings import LANGUAGES
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.ui import i18n
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.strip import StatePlate, Strip
from kitchen_app.ui.theme import Theme
from tests.ui import canned


@pytest.fixture
def strip(qtbot: QtBot, theme: Theme) -> Strip:
    view = Strip(theme, demo=False)
    qtbot.addWidget(view)
    view.show()
    return view


def told(strip: Strip) -> list[tuple[str, str]]:
    plates = strip.findChildren(StatePlate)
    return [(plate.state.text(), plate.state.property("tone")) for plate in plates]


@pytest.mark.parametrize(
    ("links", "receiving", "sending"),
    [
        (canned.links(), ("last message 12 s ago", "ok"), ("works", "ok")),
        (canned.links(proved=False), ("no message yet", "waiting"), ("not used yet", "waiting")),
    ],
)
def test_it_tells_both_directions(
    strip: Strip, links: LinksView, receiving: tuple[str, str], sending: tuple[str, str]
) -> None:
    strip.show_links(links, canned.NOW)
    assert receiving in told(strip)
    assert sending in told(strip)


def test_a_broken_link_says_since_when(strip: Strip) -> None:
    strip.show_links(canned.links(receiving=Trouble.LISTENER_DOWN), canned.NOW)
    assert any("broken since" in text and tone == "broken" for text, tone in told(strip))


def test_an_old_proof_is_not_in_the_good_tone(strip: Strip) -> None:
    strip.show_links(canned.links(), canned.NOW)
    strip.tick(canned.NOW + timedelta(minutes=20))
    assert ("last message 20 min ago", "quiet") in told(strip)


@pytest.mark.parametrize(
    ("proof", "tone"),
    [
        (ProofView(is_public=True, last_ok=canned.NOW), "ok"),
        (ProofView(is_public=False, last_ok=canned.NOW), "waiting"),
        (ProofView(is_public=True, hop=Hop.TUNNEL, since=canned.NOW), "broken"),
    ],
)
def test_a_test_of_receiving_has_its_tone(strip: Strip, proof: ProofView, tone: str) -> None:
    strip.show_links(replace(canned.links(proved=False), proof=proof), canned.NOW)
    plate = strip.findChildren(StatePlate)[0]
    assert plate.state.property("tone") == tone
    assert bool(plate.toolTip()) == (tone == "waiting"), "what was not proved is said"


def test_messages_that_come_while_the_tests_fail_are_not_called_fine(strip: Strip) -> None:
    since = canned.NOW - timedelta(minutes=1)
    proof = ProofView(is_public=True, hop=Hop.TUNNEL, since=since)
    strip.show_links(replace(canned.links(), proof=proof), canned.NOW)
    assert ("last message 12 s ago", "waiting") in told(strip)


def test_sound_and_waiting_orders(strip: Strip, qtbot: QtBot) -> None:
    strip.show_sound(SoundProblem.NO_DEVICE)
    strip.show_waiting(2)
    assert ("no sound", "broken") in told(strip)
    assert ("2 new orders", "waiting") in told(strip)
    strip.show_sound(None)
    strip.show_waiting(0)
    assert ("on", "ok") in told(strip)
    assert ("no new orders", "quiet") in told(strip)
    with qtbot.waitSignal(strip.sound_test_requested):
        strip.sound_button.click()


def test_a_new_second_does_not_push_the_neighbours(strip: Strip) -> None:
    strip.show_links(canned.links(), canned.NOW)
    plate = strip.findChildren(StatePlate)[0]
    before = plate.minimumWidth()
    strip.tick(canned.NOW - timedelta(seconds=5))
    assert plate.minimumWidth() == before


def test_the_test_of_the_sound_says_what_the_program_cannot_know(strip: Strip) -> None:
    strip.show_sound(None)
    assert "only where the system tells it" in strip.sound_button.toolTip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_muted_and_a_quiet_computer_are_told_apart(
    qtbot: QtBot, theme: Theme, qapp: QApplication, language: str
) -> None:
    i18n.install(qapp, language)
    strip = Strip(theme, demo=False)
    qtbot.addWidget(strip)
    told = []
    for problem in (None, SoundProblem.NO_DEVICE, SoundProblem.MUTED, SoundProblem.QUIET):
        strip.show_sound(problem)
        told.append((strip._sound.state.text(), strip._sound.state.property("tone")))
    assert len({text for text, _ in told}) == 4
    assert [tone for _, tone in told] == ["ok", "broken", "broken", "waiting"]


def show_shop(strip: Strip, facts: ShopFacts) -> None:
    strip.show_shop(facts.at(canned.NOW), canned.NOW, is_fresh=facts.is_fresh)


def seen(strip: Strip) -> dict[str, str]:
    plates = strip.findChildren(StatePlate)
    return {plate.name: plate.state.text() for plate in plates if plate.isVisible()}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (canned.shop(), ("open", "ok")),
        (canned.shop(is_fresh=False), ("was open", "quiet")),
        (canned.shop(ShopStatus.RESTING), ("rests until somebody opens it", "waiting")),
        (ShopFacts(), ("not known", "quiet")),
    ],
)
def test_it_tells_the_state_of_the_shop(
    strip: Strip, facts: ShopFacts, told: tuple[str, str]
) -> None:
    strip.resize(1600, strip.height())
    show_shop(strip, facts)
    plates = {plate.name: plate.state for plate in strip.findChildren(StatePlate)}
    assert (plates["Shop"].text(), plates["Shop"].property("tone")) == told


def test_what_matters_least_is_given_up_first(strip: Strip) -> None:
    strip.show_links(canned.links(), canned.NOW)
    strip.show_sound(None)
    strip.show_waiting(2)
    show_shop(strip, canned.shop(ShopStatus.RESTING))
    strip.setMinimumWidth(1)  # as in the window, which is never wider than the screen
    told = []
    for width in range(1600, 400, -10):
        strip.resize(width, strip.height())
        told.append(tuple(seen(strip).get(name, "") for name in ("Shop", "Sending")))
    long, short = "rests until somebody opens it", "rests"
    assert list(dict.fromkeys(told)) == [(long, "works"), (short, "works"), (short, "")]
    strip.resize(1600, strip.height())
    assert seen(strip)["Shop"] == long
    assert seen(strip)["Sending"] == "works"


def test_an_open_shop_makes_room_and_a_broken_link_does_not(strip: Strip) -> None:
    strip.setMinimumWidth(1)
    strip.resize(500, strip.height())
    strip.show_links(canned.links(sending=Trouble.UNREACHABLE), canned.NOW)
    show_shop(strip, canned.shop())
    assert "Sending" in seen(strip)
    assert "Shop" not in seen(strip)
    show_shop(strip, canned.shop(is_fresh=False))
    assert seen(strip)["Shop"] == "was open"
