"""The strip on top: is everything working, how many orders wait, what time is it."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from kitchen_app.services.links import LinkState, LinksView, LinkView
from kitchen_app.services.print_view import PrintView
from kitchen_app.services.shop_front import ShopNow, Standing
from kitchen_app.ui import print_words, words
from kitchen_app.ui.i18n import tr
from kitchen_app.ui.sounds import SoundProblem
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.badge import Badge
from kitchen_app.ui.widgets.icon import IconView
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

_FRESH_S = 600
_LEAST = {Standing.RESTING: "shop.resting", Standing.CLOSED: "shop.closed"}


class StatePlate(QWidget):
    """What is watched, and how it is: an icon, a name and words in one tone.

    Signals:
        touched: somebody wants to see to it.
    """

    touched = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._widest = 0
        self._icon = IconView(theme.px("icon_large"), self)
        self._name = WrapLabel("small", self, text=name)
        self.state = WrapLabel("plate", self)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._name)
        texts.addWidget(self.state)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("unit"))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(texts, 1)

    def show_state(self, icon: str, text: str, tone: str) -> None:
        inks = {"ok": "ok_ink", "quiet": "ink_muted", "waiting": "degraded_ink"}
        self._icon.show_icon(icon, self._theme.colour(inks.get(tone, "broken_ink")))
        set_state(self.state, "tone", tone)
        self.state.show_text(text)
        # Only ever wider: a new second must not push the neighbours about.
        words_width = max(label.sizeHint().width() for label in (self._name, self.state))
        width = self._theme.px("icon_large") + self._theme.px("unit") + words_width
        self._widest = max(self._widest, width)
        self.setFixedWidth(self._widest)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.touched.emit()

    @property
    def name(self) -> str:
        """What is watched, in words."""
        return self._name.text()

    def begin_anew(self) -> None:
        """Be as narrow as the next words: they tell something else."""
        self._widest = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopWords:
    """The state of the shop, and whether it `may_go` where there is no room."""

    whole: str = ""
    short: str = ""
    least: str = ""
    icon: str = "shop_closed"
    tone: str = "quiet"
    may_go: bool = True


class Strip(QFrame):
    """The state of the shop and of its connection, in words with their age.

    Where there is no room for all, this is given up, one after the other until the rest fits: the
    longer words of the shop's state; printers that are well; sending, unless it is broken; a shop
    that is open; and, if all else must be told, how many orders wait, which is told beneath, too.

    Signals:
        sound_test_requested: somebody wants to hear whether the sound works.
        menu_requested: somebody wants what is not about one order.
        printers_requested: somebody wants to see to the printers.
        shop_requested: somebody wants to rest or open the shop.
    """

    sound_test_requested = Signal()
    menu_requested = Signal()
    printers_requested = Signal()
    shop_requested = Signal()

    def __init__(self, theme: Theme, *, demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._theme = theme
        self._links: LinksView | None = None
        self._told = ShopWords()
        self._shared: tuple[object, ...] = ()
        self._receiving = StatePlate(theme, tr("strip.receiving"), self)
        self._sending = StatePlate(theme, tr("strip.sending"), self)
        self._sound = StatePlate(theme, tr("strip.sound"), self)
        self._printer = StatePlate(theme, tr("strip.printer"), self)
        self._printing = PrintView()
        self._waiting = StatePlate(theme, tr("strip.waiting"), self)
        self._shop = StatePlate(theme, tr("strip.shop"), self)
        self._clock = WrapLabel("clock", self)
        self.sound_button = TouchButton("plate", self)
        self.printer_button = TouchButton("plate", self)
        self.menu_button = TouchButton("plate", self, text=tr("menu.title"))
        self._build_ui(demo=demo)

    def _build_ui(self, *, demo: bool) -> None:
        theme = self._theme
        self.setFixedHeight(theme.px("strip"))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px("apart"), 0, theme.px("apart"), 0)
        row.setSpacing(theme.px("apart"))
        row.addWidget(self.menu_button)
        if demo:
            badge = Badge(theme, tr("app.demo"), self)
            badge.setToolTip(tr("app.demo_hint"))
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        for part in (self._waiting, self._shop, self._receiving, self._sending):
            row.addStretch(1)
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.printer_button)
        row.addWidget(self.sound_button)
        row.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignVCenter)
        self._hold(self.sound_button, self._sound)
        self._hold(self.printer_button, self._printer)
        self.printer_button.hide()
        self._shop.touched.connect(self.shop_requested)
        self.printer_button.clicked.connect(self.printers_requested)
        self.sound_button.setAccessibleName(tr("strip.test_sound"))
        self.sound_button.setToolTip(tr("strip.sound_hint"))
        self.sound_button.clicked.connect(self._ask_test)
        self.menu_button.setAccessibleName(tr("menu.title"))
        self.menu_button.clicked.connect(self.menu_requested)

    def _hold(self, button: TouchButton, plate: StatePlate) -> None:
        """Let a plate be touched."""
        unit = self._theme.px("unit")
        inside = QHBoxLayout(button)
        inside.setContentsMargins(unit, 0, unit, 0)
        inside.addWidget(plate)
        inside.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        plate.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_links(self, links: LinksView, now: datetime) -> None:
        self._links = links
        self._sending.show_state(
            _icon(links.sending), words.sending(links.sending), _tone(links.sending, now)
        )
        self._show_receiving(now)
        self._share_room()

    def show_shop(self, told: ShopNow, now: datetime, *, is_fresh: bool) -> None:
        """Show whether the shop takes orders; not `is_fresh`: it did when it was last read."""
        whole, short = words.shop(told, now, is_fresh=is_fresh)
        is_open = told.standing is Standing.OPEN
        tones = {Standing.OPEN: "ok" if is_fresh else "quiet", Standing.RESTING: "waiting"}
        self._told = ShopWords(
            whole=whole,
            short=short,
            least=tr(_LEAST[told.standing]) if told.standing in _LEAST else short,
            icon="shop_open" if is_open else "shop_closed",
            tone=tones.get(told.standing, "quiet"),
            may_go=is_open and is_fresh,
        )
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def show_printing(self, view: PrintView) -> None:
        """Show how the printers are; without any there is nothing to tell."""
        self._printing = view
        text, tone = print_words.plate(view)
        self._printer.begin_anew()
        self._printer.show_state("printer", text, tone)
        self.printer_button.setAccessibleName(f"{tr('strip.printer')}: {text}")
        self._share_room()

    def show_sound(self, problem: SoundProblem | None) -> None:
        if problem is None:
            self._sound.show_state("sound_on", tr("strip.sound_ok"), "ok")
        elif problem is SoundProblem.QUIET:
            self._sound.show_state("sound_on", tr("strip.sound_quiet"), "waiting")
        else:
            is_muted = problem is SoundProblem.MUTED
            text = tr("strip.sound_muted" if is_muted else "strip.sound_broken")
            self._sound.show_state("sound_off", text, "broken")

    def show_waiting(self, count: int) -> None:
        text = tr("strip.new_orders", n=count) if count else tr("strip.none_waiting")
        self._waiting.show_state("clock", text, "waiting" if count else "quiet")
        self._share_room()

    def tick(self, now: datetime) -> None:
        self._clock.show_text(words.clock_time(now))
        self._show_receiving(now)
        self._share_room()

    def _show_receiving(self, now: datetime) -> None:
        if self._links is not None:
            tone = _receiving_tone(self._links, now)
            icon = "link_broken" if tone == "broken" else "link_ok"
            self._receiving.show_state(icon, words.receiving(self._links, now), tone)
            self._receiving.setToolTip(_receiving_hint(self._links))

    def _share_room(self) -> None:
        """Give up what matters least, until the rest fits."""
        told, gap = self._told, self._theme.px("apart")
        printer = self._printer.minimumWidth() + 2 * self._theme.px("unit") + gap
        taken = sum(plate.minimumWidth() + gap for plate in self._may_go() if not plate.isHidden())
        taken += 0 if self.printer_button.isHidden() else printer
        room = self.width() - (self.minimumSizeHint().width() - taken)
        sending = self._sending.minimumWidth() + gap
        is_broken = self._links is not None and self._links.sending.state is LinkState.BROKEN
        if (shared := (told, room, sending, is_broken, printer, self._printing)) == self._shared:
            return
        self._shared = shared
        must_print = bool(self._printing.troubles)
        room -= printer if must_print else 0
        waiting = self._waiting.minimumWidth() + gap
        must = sending if is_broken else 0
        must += 0 if told.may_go else self._show_shop_in(told.least) + gap
        self._waiting.setVisible(must + waiting + gap <= room)  # what waits stands beneath, too
        room -= 0 if self._waiting.isHidden() else waiting
        fits = self._show_shop_in(told.whole) + gap + sending <= room
        shop = self._shop.minimumWidth() if fits else self._show_shop_in(told.short)
        if not told.may_go and shop + gap + (sending if is_broken else 0) > room:
            shop = self._show_shop_in(told.least)
        self._sending.setVisible(is_broken or shop + gap + sending <= room)
        left = room - (0 if self._sending.isHidden() else sending)
        self._shop.setVisible(not told.may_go or shop + gap <= left)
        left -= 0 if self._shop.isHidden() else shop + gap
        is_told = must_print or (bool(self._printing.printers) and printer <= left)
        self.printer_button.setVisible(is_told)

    def _may_go(self) -> tuple[StatePlate, ...]:
        return (self._shop, self._sending, self._waiting)

    def _show_shop_in(self, text: str) -> int:
        """Show the state of the shop in these words; return how wide that is."""
        self._shop.begin_anew()
        self._shop.show_state(self._told.icon, text, self._told.tone)
        return self._shop.minimumWidth()

    @Slot()
    def _ask_test(self) -> None:
        self.sound_test_requested.emit()


def _icon(view: LinkView) -> str:
    return "link_broken" if view.state is LinkState.BROKEN else "link_ok"


def _tone(view: LinkView, now: datetime) -> str:
    if view.state is LinkState.BROKEN:
        return "broken"
    return _tone_of_age(view.last_ok if view.state is LinkState.OK else None, now)


def _receiving_tone(links: LinksView, now: datetime) -> str:
    if links.receiving.state is LinkState.BROKEN or links.lost_at(now):
        return "broken"
    if links.sending.is_absent:  # without a line nothing comes in either
        return "waiting"
    if links.proof.hop:  # real messages come in, and yet our own test does not
        return "waiting"
    return _tone_of_age(links.proved_at, now)


def _tone_of_age(proved_at: datetime | None, now: datetime) -> str:
    """Nothing is called fine for a silence: an old proof is shown, but not in the good tone."""
    if proved_at is None:
        return "waiting"
    return "ok" if (now - proved_at).total_seconds() < _FRESH_S else "quiet"


def _receiving_hint(links: LinksView) -> str:
    if links.proof.is_public or links.proof.last_ok is None:
        return ""
    return tr("strip.local_only_hint")
