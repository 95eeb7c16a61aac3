"""The window: strip, banner, what waits, board and the panels over it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitchen_app.domain.actions import ActionKind
from kitchen_app.domain.part_refund import RefundFault
from kitchen_app.services.alarm import Sound
from kitchen_app.services.board import CardView
from kitchen_app.services.links import LinksView
from kitchen_app.services.waiting import acceptable, waiting_of
from kitchen_app.ui.alarm_frame import AlarmFrame
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.banner import (
    Banner,
    fault_look,
    refund_fault_look,
    refused_look,
    restart_look,
)
from kitchen_app.ui.banner_desk import BannerDesk, Notices
from kitchen_app.ui.board.board_view import BoardView
from kitchen_app.ui.board.panels import Panels
from kitchen_app.ui.board.waiting_strip import WaitingStrip
from kitchen_app.ui.bridge import Bridge
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.forefront import Forefront
from kitchen_app.ui.history_desk import HistoryDesk
from kitchen_app.ui.i18n import numbered, tr
from kitchen_app.ui.idle_return import IdleReturn
from kitchen_app.ui.key_desk import KeyDesk
from kitchen_app.ui.keys_panel import KeysPanel
from kitchen_app.ui.leftovers import Leftovers
from kitchen_app.ui.pin_desk import PinDesk
from kitchen_app.ui.print_desk import PrintDesk
from kitchen_app.ui.recipient_asks import RecipientAsks
from kitchen_app.ui.record_asks import RecordAsks
from kitchen_app.ui.report_desk import ReportDesk
from kitchen_app.ui.shop_desk import ShopDesk
from kitchen_app.ui.sounds import Loudspeaker
from kitchen_app.ui.strip import Strip
from kitchen_app.ui.theme import Theme
from kitchen_app.ui.tools import Tools
from kitchen_app.ui.widgets.focus_follower import FocusFollower
from kitchen_app.ui.widgets.press_watch import PressWatch

_SMALLEST = (1024, 600)


class MainWindow(QWidget):
    """Shows what the bridge tells and asks it for what people touch.

    The alarm is none of its business: it only says when that cannot be heard.

    Signals:
        close_requested: somebody wants to leave; the application decides and stops in order.
    """

    close_requested = Signal()

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        clock: UiClock,
        sound: Loudspeaker,
        *,
        demo: bool,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self._bridge = bridge
        self._clock, self._sound = clock, sound
        self.presses = PressWatch(self)
        self._focus = FocusFollower(self)
        self.strip = Strip(theme, demo=demo, parent=self)
        self.banner = Banner(theme, self)
        self.waiting = WaitingStrip(theme, self)
        self.board = BoardView(theme, clock, self.presses, self)
        self.shop = ShopDesk(theme, bridge, clock, self.strip, self.board)
        self.leftovers = Leftovers(bridge, clock, self)
        self.panels = Panels(theme, self.board, clock, self.presses)
        self.history = HistoryDesk(theme, bridge, clock, self.board, self.panels, self.presses)
        self.reports = ReportDesk(theme, bridge, clock, self.board, self.presses)
        self.printing = PrintDesk(theme, bridge, clock, self.strip, self.board, self.panels.view_of)
        notices = self._make_notices()
        self.news = BannerDesk(self.banner, clock, sound, self.board.views.values, notices)
        self.pin = PinDesk(theme, self.board, clock, self.presses, bridge.asks, self.panels.view_of)
        keys = self.keys_panel = KeysPanel(theme, self.board, bridge.asks)
        self.tools = Tools(theme, self, self.board, clock, self.presses, pin=self.pin, keys=keys)
        self.keys = KeyDesk(self, self.board, self.waiting, self.tools)
        desks = (self.printing.panel, self.shop.place, self.history.panel, self.pin.pad, keys)
        covers = (*self.panels.all, self.tools.menu, self.tools.recall, self.reports.panel, *desks)
        self._idle = IdleReturn(clock, covers, self)
        self._forefront = Forefront(self)
        self._build_ui()
        self.alarm_frame = AlarmFrame(theme, clock, self.board.views.values, self)
        self._connect()
        self.strip.show_waiting(0)
        self.tick(clock.now())

    def _make_notices(self) -> Notices:
        return Notices(
            shop=self.shop,
            shops=self.shop.shops,
            printing=self.printing,
            leftovers=self.leftovers,
        )

    def _build_ui(self) -> None:
        name = tr("app.name")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(*_SMALLEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.banner)
        column.addWidget(self.waiting)
        column.addWidget(self.board, 1)

    def _connect(self) -> None:
        self._bridge.cards_changed.connect(self._show_cards)
        self._bridge.card_removed.connect(self._remove_card)
        self._bridge.links_changed.connect(self._show_links)
        self._bridge.action_not_allowed.connect(self._tell_refusal)
        self._bridge.refund_refused.connect(self._tell_refund_fault)
        self._bridge.fault_happened.connect(self._tell_fault)
        self.shop.look_changed.connect(self.news.show)
        self.leftovers.look_changed.connect(self.news.show)
        self.printing.look_changed.connect(self.news.show)
        self._bridge.printing_changed.connect(self.panels.show_printing)
        self.leftovers.open_requested.connect(self.panels.open_sold_out)
        self._clock.ticked.connect(self.tick)
        self._connect_asks(self._bridge.asks)
        self._connect_record(self._bridge.asks.record)
        self._connect_forgetting(self._bridge.asks)
        self._connect_recipient(self._bridge.asks.recipient)
        self._bridge.asks.shops.restarting.connect(self.close_requested)
        self.board.seen.connect(self._bridge.asks.note_shown)
        self.waiting.chosen.connect(self.panels.see_to)
        self.presses.released.connect(self._show_waiting)
        self.strip.sound_test_requested.connect(self._test_sound)
        self.strip.menu_requested.connect(self.tools.open_menu)
        self.tools.history_requested.connect(self.history.open)
        self.tools.reports_requested.connect(self.reports.open)

    def _connect_asks(self, asks: Asks) -> None:
        for source in (self.board.pool, self.panels):
            source.step_requested.connect(asks.take_step)
            source.undo_requested.connect(asks.take_back)
        for shown in (self.board.pool, self.panels.details):
            shown.strike_requested.connect(asks.strike)
            shown.look_requested.connect(asks.look)
        self.news.look_requested.connect(asks.look)
        self.panels.cancel_confirmed.connect(asks.cancel)
        self.panels.refund.reject_confirmed.connect(asks.reject_refund)
        self.panels.question.question_answered.connect(asks.settle_by_hand)
        self.waiting.accept_all_requested.connect(asks.accept_all)
        part = self.panels.part
        part.offer_requested.connect(asks.offer)
        part.price_requested.connect(asks.price)
        part.refund_confirmed.connect(asks.refund_part)
        asks.offered.connect(part.show_offer)
        asks.priced.connect(part.show_price)
        asks.preview_failed.connect(part.show_trouble)
        pictures = self.panels.refund.pictures
        pictures.picture_requested.connect(asks.pictures.fetch)
        asks.pictures.picture_told.connect(pictures.take)
        asks.pictures.picture_failed.connect(pictures.fail)
        sold_out = self.panels.sold_out
        sold_out.list_requested.connect(asks.shelf.list_sold_out)
        sold_out.switch_requested.connect(asks.shelf.switch)
        asks.shelf.sold_out_told.connect(sold_out.show_items)
        asks.shelf.switched.connect(sold_out.show_switched)
        asks.shelf.switch_failed.connect(sold_out.show_failed)
        self.tools.sold_out_requested.connect(self.panels.open_sold_out)
        self.tools.printers_requested.connect(self.printing.open)
        self.tools.shop_requested.connect(self.shop.open)
        self.panels.details.print_requested.connect(asks.paper.print_again)
        self.keys.print_requested.connect(asks.paper.print_again)
        asks.paper.printed_again.connect(self.panels.details.paper.show_done)
        recall = self.tools.recall
        recall.number_typed.connect(asks.find)
        recall.recalled.connect(self.panels.show_recalled)
        asks.found.connect(self.tools.show_found)
        asks.keys_known.connect(self.keys.use)

    def _connect_record(self, record: RecordAsks) -> None:
        details = self.panels.details
        details.record_requested.connect(record.look)
        details.sheet.sheet_requested.connect(record.save)
        details.sheet.folder_requested.connect(record.show_folder)
        record.told.connect(details.record.show_box)
        record.saved.connect(details.sheet.show_saved)
        record.not_saved.connect(details.sheet.show_failed)

    def _connect_forgetting(self, asks: Asks) -> None:
        forget = self.panels.details.forget
        forget.forget_requested.connect(asks.privacy.forget)
        forget.look_requested.connect(asks.history.fetch)
        asks.privacy.forgotten.connect(forget.show_forgotten)
        asks.privacy.hindered.connect(forget.show_hindered)
        asks.privacy.locked.connect(forget.show_locked)

    def _connect_recipient(self, asks: RecipientAsks) -> None:
        row = self.panels.details.recipient
        row.recipient_requested.connect(asks.look)
        asks.told.connect(row.show_recipient)
        asks.not_ours.connect(row.show_not_ours)
        asks.not_told.connect(row.show_failed)

    def tell_restart(self, at: datetime, *, often: int) -> None:
        """Say, until it is read, that the program died and is back, and if so how often."""
        self.news.tell(restart_look(at, often=often))

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.close_requested.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            self.presses.watch(handle)
            self._idle.watch(handle)
            self._focus.watch(handle)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_cards(self, cards: tuple[CardView, ...]) -> None:
        self.board.show_changes(cards)
        self._forefront.follow(self.board.views.values())
        self.panels.follow(cards, self._clock.now())
        self.tools.follow()
        self.news.show()
        self._show_waiting()

    @Slot(str)
    def _remove_card(self, order_id: str) -> None:
        self.board.remove(order_id)
        self.panels.forget(order_id)
        self.tools.follow()
        self._show_waiting()

    @Slot(object)
    def _show_links(self, links: LinksView) -> None:
        self.strip.show_links(links, self._clock.now())
        self.news.show_links(links)

    @Slot(object)
    def tick(self, now: datetime) -> None:
        self.strip.tick(now)
        self.waiting.tick(now)
        self.strip.show_sound(self._sound.problem())
        self.news.tick(now)

    @Slot(str, object)
    def _tell_refusal(self, order_id: str, kind: ActionKind) -> None:
        view = self.board.views.get(order_id)
        number = view.order.number if view is not None else order_id
        self.news.tell_shortly(refused_look(kind.value, numbered(number)))

    @Slot(str, object)
    def _tell_refund_fault(self, order_id: str, fault: RefundFault) -> None:
        view = self.board.views.get(order_id)
        number = numbered(view.order.number if view is not None else order_id)
        self.news.tell_shortly(refund_fault_look(fault.value, number))

    @Slot()
    def _tell_fault(self) -> None:
        self._sound.play_once(Sound.FAULT)
        self.news.tell(fault_look())

    @Slot()
    def _test_sound(self) -> None:
        self._sound.play_once(Sound.NEW)

    @Slot()
    def _show_waiting(self) -> None:
        """Show what waits; while something is pressed nothing moves under the finger."""
        views = tuple(self.board.views.values())
        self.strip.show_waiting(sum(view.accept_by is not None for view in views))
        if not self.presses.is_down:
            self.waiting.show_waiting(waiting_of(views), acceptable(views), self._clock.now())
