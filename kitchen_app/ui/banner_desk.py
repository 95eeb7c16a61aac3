"""Which of all that is wrong, or is to be told, the banner shows, and what its button does."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from kitchen_app.services.board import CardView
from kitchen_app.services.links import LinksView, Trouble
from kitchen_app.ui.banner import (
    Banner,
    BannerLook,
    keeping_look,
    link_look,
    return_look,
    sound_look,
)
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.sounds import Loudspeaker, SoundProblem

_NOTICE = timedelta(seconds=10)


class Notice(Protocol):
    """Has something to say until its button is pressed."""

    def look(self) -> BannerLook | None: ...

    def close_notice(self) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """Who else has something to say, the most urgent first."""

    shop: Notice
    shops: Notice
    printing: Notice
    leftovers: Notice


class BannerDesk(QObject):
    """Remembers what was closed; what changes, or comes again, is shown again.

    Signals:
        look_requested: the id of an order of which somebody has read in the banner.
    """

    look_requested = Signal(str)

    def __init__(
        self,
        banner: Banner,
        clock: UiClock,
        sound: Loudspeaker,
        views: Callable[[], Collection[CardView]],
        notices: Notices,
    ) -> None:
        super().__init__(banner)
        self._banner = banner
        self._clock = clock
        self._sound = sound
        self._views = views
        self._notices = notices
        self._links: LinksView | None = None
        self._notice: BannerLook | None = None
        self._notice_until: datetime | None = None
        self._known_silence: SoundProblem | None = None
        self._known_keeping: tuple[Trouble, ...] = ()
        banner.button_pressed.connect(self._press)

    def show_links(self, links: LinksView) -> None:
        self._links = links
        self.show()

    def tell(self, look: BannerLook) -> None:
        """Say something until it is read."""
        self._notice, self._notice_until = look, None
        self.show()

    def tell_shortly(self, look: BannerLook) -> None:
        """Say something that soon matters no more."""
        self._notice, self._notice_until = look, self._clock.now() + _NOTICE
        self.show()

    def tick(self, now: datetime) -> None:
        if self._notice_until is not None and now > self._notice_until:
            self._notice, self._notice_until = None, None
        self.show()

    @Slot()
    def show(self) -> None:
        """Show the worst of what is wrong; the strip still tells the others."""
        silence = self._sound.problem()
        if silence != self._known_silence:
            self._known_silence = None
        news = sound_look(silence) if silence != self._known_silence else None
        kept = keeping_look(self._keeping())
        missed = return_look(self._views())
        broken = link_look(self._links, self._clock.now())
        shop, paper = self._notices.shop.look(), self._notices.printing.look()
        shops, left = self._notices.shops.look(), self._notices.leftovers.look()
        first = broken or self._notice or missed or shop or shops or paper
        self._banner.show_look(first or kept or news or left)

    @Slot()
    def _press(self) -> None:
        look = self._banner.look
        if look == self._notice:
            self._notice, self._notice_until = None, None
        elif look == return_look(self._views()):
            for card in tuple(self._views()):
                if card.meanwhile is not None:
                    self.look_requested.emit(card.order_id)
        elif notice := next((each for each in self._others() if each.look() == look), None):
            notice.close_notice()
        elif look == keeping_look(self._keeping()):
            self._known_keeping += self._keeping()[:1]
        else:
            self._known_silence = self._sound.problem()
        self.show()

    def _others(self) -> tuple[Notice, ...]:
        notices = self._notices
        return (notices.shop, notices.shops, notices.printing, notices.leftovers)

    def _keeping(self) -> tuple[Trouble, ...]:
        """Return the troubles of the disk that nobody has closed; one that ends is forgotten."""
        now = self._links.keeping if self._links else ()
        self._known_keeping = tuple(each for each in self._known_keeping if each in now)
        return tuple(each for each in now if each not in self._known_keeping)
