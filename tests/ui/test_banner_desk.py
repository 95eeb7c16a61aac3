"""The worst comes first, and what was closed stays closed until it is different."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.order import Party
from kitchen_app.services.board import CardView
from kitchen_app.services.links import Trouble
from kitchen_app.ui.banner import Banner, BannerLook, fault_look, refused_look
from kitchen_app.ui.banner_desk import BannerDesk, Notices
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import Theme
from tests.ui import canned
from tests.ui.fakes import FakeLoudspeaker

CAME = replace(canned.card(canned.order("1042")), meanwhile=Meanwhile.CAME)
LOST = replace(
    canned.cancelled("1040", by=Party.SYSTEM, reason="", was_cooked=False),
    meanwhile=Meanwhile.LOST,
)


class Told:
    """Has something to say until it is closed."""

    def __init__(self) -> None:
        self.says: BannerLook | None = None

    def look(self) -> BannerLook | None:
        return self.says

    def close_notice(self) -> None:
        self.says = None


class Scene:
    """A desk with what it looks at."""

    def __init__(self, theme: Theme, clock: canned.FixedClock) -> None:
        self.banner = Banner(theme)
        self.clock = clock
        self.sound = FakeLoudspeaker()
        self.cards: list[CardView] = []
        self.shop, self.printing, self.leftovers = Told(), Told(), Told()
        self.shops = Told()
        ui_clock = UiClock(clock, self.banner)
        notices = Notices(
            shop=self.shop, shops=self.shops, printing=self.printing, leftovers=self.leftovers
        )
        self.desk = BannerDesk(self.banner, ui_clock, self.sound, lambda: self.cards, notices)
        self.looks: list[str] = []
        self.desk.look_requested.connect(self.looks.append)

    def title(self) -> str:
        """Return what the banner says a second later."""
        self.clock.forward(seconds=1)
        self.desk.tick(self.clock.now())
        return self.banner.look.title if self.banner.look else ""


@pytest.fixture
def scene(qtbot: QtBot, theme: Theme) -> Scene:
    made = Scene(theme, canned.FixedClock())
    qtbot.addWidget(made.banner)
    return made


def test_the_worst_is_shown_first(scene: Scene) -> None:
    titles = []
    scene.leftovers.says = BannerLook(title="Left over", cure="", button="Look")
    titles.append(scene.title())
    scene.sound.trouble = SoundProblem.NO_DEVICE
    titles.append(scene.title())
    scene.desk.show_links(replace(canned.links(), keeping=(Trouble.NO_BACKUP,)))
    titles.append(scene.title())
    scene.cards = [CAME]
    titles.append(scene.title())
    scene.desk.tell(fault_look())
    titles.append(scene.title())
    scene.desk.show_links(canned.links(sending=Trouble.UNREACHABLE))
    titles.append(scene.title())
    assert [title.split()[0] for title in titles] == [
        "Left",
        "No",
        "No",
        "While",
        "Something",
        "Keeta",
    ]
    assert len(set(titles)) == 6


def test_its_button_says_of_every_order_that_it_was_seen(scene: Scene) -> None:
    scene.cards = [CAME, LOST, canned.card(canned.order("1043"))]
    assert "1042" in scene.title()
    scene.banner.button.click()
    assert scene.looks == [CAME.order_id, LOST.order_id]
    scene.cards = [replace(card, meanwhile=None) for card in scene.cards]
    assert not scene.title()


def test_a_silence_that_was_closed_is_told_again_when_it_is_another(scene: Scene) -> None:
    scene.sound.trouble = SoundProblem.NO_DEVICE
    assert scene.title()
    scene.banner.button.click()
    assert not scene.title()
    scene.sound.trouble = SoundProblem.FILE_MISSING
    assert scene.title()
    scene.sound.trouble = SoundProblem.NO_DEVICE
    assert scene.title()


def test_a_trouble_of_the_disk_that_was_closed_gives_way_to_the_next(scene: Scene) -> None:
    scene.desk.show_links(replace(canned.links(), keeping=(Trouble.DISK_FULL, Trouble.NO_BACKUP)))
    first = scene.title()
    scene.banner.button.click()
    assert scene.title() not in ("", first)
    scene.banner.button.click()
    assert not scene.title()


def test_some_news_passes_and_some_must_be_read(scene: Scene) -> None:
    scene.desk.tell_shortly(refused_look("accept", "1042"))
    assert scene.title()
    scene.clock.forward(seconds=10)
    assert not scene.title()
    scene.desk.tell(fault_look())
    scene.clock.forward(seconds=timedelta(hours=1).total_seconds())
    assert scene.title()
    scene.banner.button.click()
    assert not scene.title()


@pytest.mark.parametrize("who", ["shop", "printing", "leftovers"])
def test_what_others_have_to_say_is_told_until_it_is_closed(scene: Scene, who: str) -> None:
    told: Told = getattr(scene, who)
    told.says = BannerLook(title="stopped", cure="open it", button="Close")
    assert scene.title() == "stopped"
    scene.banner.button_pressed.emit()
    assert scene.title() == ""
