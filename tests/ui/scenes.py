"""The pictures of the screen: which cards, and what is open over them."""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, timedelta
from typing import Any, cast

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from kitchen_app.domain.absence import Meanwhile
from kitchen_app.domain.actions import Action, ActionKind, CancelReason
from kitchen_app.domain.cooking_times import usual_of
from kitchen_app.domain.history import Found
from kitchen_app.domain.hours import Period, SpecialDays
from kitchen_app.domain.order import Fulfilment, Party, RiderState, Status
from kitchen_app.domain.part_refund import PartRefundReason
from kitchen_app.domain.report import Report
from kitchen_app.domain.routing import Moment, PrinterPlan, Station
from kitchen_app.domain.sample_order import sample_ticket
from kitchen_app.domain.shop import ShopStatus
from kitchen_app.domain.sold_out import SoldOutItem, products_of
from kitchen_app.domain.tickets import Copy
from kitchen_app.printing.reader import Reader
from kitchen_app.printing.render import QtTicketPainter
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN
from kitchen_app.sandbox.photos import plate
from kitchen_app.services.access import CallbackFailure
from kitchen_app.services.autostart import StartState
from kitchen_app.services.board import CardView
from kitchen_app.services.connection import Registration
from kitchen_app.services.erasure_ports import Toll
from kitchen_app.services.kitchen import Kitchen
from kitchen_app.services.links import Trouble
from kitchen_app.services.manager_lock import Deed, Matter
from kitchen_app.services.preferences import Chosen, Setting
from kitchen_app.services.print_ports import FoundPrinter, PrinterState
from kitchen_app.services.print_profiles import PROFILES
from kitchen_app.services.rests import Rest, RestView
from kitchen_app.services.settings import (
    Arrangement,
    Connection,
    Palette,
    PrinterSettings,
    PrintingSettings,
    ScreenSettings,
)
from kitchen_app.ui import i18n
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.carrier import Answer
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.holiday_list import holidays_between
from kitchen_app.ui.main_window import MainWindow
from kitchen_app.ui.picture_asks import decode
from kitchen_app.ui.printers.draft import PrinterSetting
from kitchen_app.ui.printers.page import PrinterPage
from kitchen_app.ui.settings.changes import Changes
from kitchen_app.ui.settings.computer_rows import SoundsRow, StartRow
from kitchen_app.ui.settings.names_panel import NamesPanel
from kitchen_app.ui.settings.panel import SettingsPanel
from kitchen_app.ui.settings.privacy_rows import PrivacyRow, privacy_rows
from kitchen_app.ui.setup_asks import TicketLook, to_image
from kitchen_app.ui.shop.connection_page import ConnectionPage
from kitchen_app.ui.shop.hours_page import HoursPage
from kitchen_app.ui.shop.picture_page import PicturePage
from kitchen_app.ui.shop.shops_page import ShopsPage
from kitchen_app.ui.shop.specials_page import SpecialsPage
from kitchen_app.ui.theme import load_theme
from tests.ui import (
    canned,
    canned_history,
    canned_recipient,
    canned_record,
    canned_report,
    canned_shops,
)
from tests.ui.fakes import FakeKitchen, FakeLoudspeaker
from tests.ui.stage import settle

STATES = canned.states()
MONEY = canned.money_states()
BUSY = (*STATES.values(), *MONEY.values())
RETURN = (
    STATES["preparing"],
    STATES["completed"],
    *(
        replace(canned.card(canned.order(number, age_s=age_s)), meanwhile=Meanwhile.CAME)
        for number, age_s in (("1061", 215), ("1062", 140), ("1063", 30))
    ),
    replace(
        canned.card(canned.order("1064", status=Status.ACCEPTED, age_s=280)),
        meanwhile=Meanwhile.CAME,
    ),
    replace(
        canned.cancelled("1060", by=Party.SYSTEM, reason="", was_cooked=False),
        meanwhile=Meanwhile.LOST,
    ),
)


def _nothing_open(window: MainWindow) -> None:
    """Show the board alone."""


def _offline(window: MainWindow) -> None:
    links = canned.links(sending=Trouble.UNREACHABLE)
    proved_at = canned.NOW - timedelta(minutes=7)
    away = replace(links.receiving, last_ok=proved_at)
    window._show_links(replace(links, receiving=away))


def _refund(window: MainWindow) -> None:
    asked = MONEY["refund"]
    window.panels.open_answer(asked.order_id)
    window.panels.refund.pictures.take(asked.refunds[0].case_id, 0, decode(plate(1)))


def _no_paper(window: MainWindow) -> None:
    ids = (MONEY["refund"].order_id, BUSY[1].order_id)
    view = canned.printing("Kitchen", "Bar", state=PrinterState.PAPER_OUT, waiting=ids)
    window.printing.show_printing(view)


def _rest(window: MainWindow) -> None:
    window.shop.open()


def _hours(window: MainWindow) -> HoursPage:
    """Show a week in which somebody has moved a period and opened a day."""
    window.shop.show_facts(canned.riyadh())
    window.shop.open()
    window.shop.place.show_section(HoursPage.section)
    page = window.shop.place.page(HoursPage)
    page.week.grid.pick(6, -1)
    page.week.periods.buttons["add"].click()
    page.week.grid.pick(4, 0)
    page.week.periods.rows[0].end.setText("03:00")
    page.week.periods.rows[0].typed.emit()
    return page


def _hours_difference(window: MainWindow) -> None:
    _hours(window).check_button.click()


def _special_days(window: MainWindow) -> None:
    """Show two entries of Keeta's and a third that somebody has just made."""
    days_off = SpecialDays(first=date(2026, 3, 19), last=date(2026, 3, 22))
    short = Period(start_s=14 * 3600, end_s=26 * 3600)
    nights = SpecialDays(first=date(2026, 3, 23), last=date(2026, 3, 25), periods=(short,))
    window.shop.show_facts(canned.riyadh(canned.NIGHTS, days_off, nights))
    window.shop.open()
    window.shop.place.show_section(SpecialsPage.section)
    page = window.shop.place.page(SpecialsPage)
    for day in (29, 30):
        page.days.calendar.touched.emit(date(2026, 3, day))
    page.days.side.periods.buttons["add"].click()


def _holidays(window: MainWindow) -> None:
    _special_days(window)
    side = window.shop.place.page(SpecialsPage).days.side
    side.holidays_button.click()
    today = canned.NOW.date()
    found = holidays_between("SA", today, today + timedelta(days=365), i18n.language())
    side.holidays.show_holidays("SA", found)


def _resting(window: MainWindow) -> None:
    rest = Rest(since=canned.NOW - timedelta(minutes=5), until=canned.NOW + timedelta(minutes=10))
    window.shop.show_facts(replace(canned.shop(ShopStatus.RESTING), resting=RestView(rest=rest)))
    window.shop.open()


def _shop_picture(window: MainWindow) -> None:
    window.shop.open()
    window.shop.place.show_section("picture")
    image = decode(plate(1)).scaledToHeight(1200)
    window.shop.place.page(PicturePage).show_file(image)


def _connection(window: MainWindow) -> None:
    window.shop.open()
    window.shop.place.show_section(ConnectionPage.section)
    failures = (CallbackFailure(event_id=1302, code=115000299),)
    registration = Registration(total=13, done=13, failures=failures)
    view = replace(canned.connection(), registration=registration)
    window.shop.place.page(ConnectionPage).show_connection(view)


def _printers(window: MainWindow) -> None:
    ids = tuple(card.order_id for card in BUSY[:7])
    view = canned.printing(
        "Kitchen", "Bar", state=PrinterState.OFFLINE, waiting=ids[:1], old=ids[1:]
    )
    window.printing.show_printing(view)
    window.printing.close_notice()


def _printer_page(window: MainWindow, *, name: str = "") -> PrinterPage:
    """Open the page of a printer; its ticket is drawn as in the running program, but at once."""
    bar = PrinterSettings(
        plan=PrinterPlan(name="Bar", bag=Moment.PLACED),
        connection=Connection.NETWORK,
        address="192.168.1.51",
        profile=PROFILES["58mm"],
    )
    kitchen = replace(bar, plan=replace(bar.plan, name="Kitchen"))
    languages = ("ar", "en") if i18n.language() == "ar" else (i18n.language(),)
    settings = PrintingSettings(printers=(kitchen, bar), default="Kitchen", languages=languages)
    setup = window.printing.setup
    setup.change(name)
    setup._show(settings)
    page = setup.page
    assert page is not None

    def draw(number: int, copy: Copy, look: TicketLook) -> None:
        reader = Reader(languages=look.languages or ("en",), zone=UTC)
        painter = QtTicketPainter(reader=reader, templates=load_templates(KNOWN, None).by_name)
        picture = painter.paint(sample_ticket(copy, canned.NOW), width=look.width)
        page.preview.show_picture(number, to_image(picture, look.width_px))

    page.picture_requested.connect(draw)
    page.preview.ask()
    return page


def _stations(window: MainWindow) -> None:
    """Dishes of the board, at two stations that are named on the screen."""
    bar = PrinterSettings(
        plan=PrinterPlan(name="Bar"),
        connection=Connection.NETWORK,
        address="192.168.1.51",
        profile=PROFILES["58mm"],
    )
    kitchen = replace(bar, plan=replace(bar.plan, name="Kitchen"))
    lines = [line for card in BUSY for line in card.order.lines]
    stations = (
        Station(name=i18n.tr("stations.name_grill"), printer="Kitchen", items=(lines[0].name,)),
        Station(name=i18n.tr("stations.name_drinks"), printer="Bar"),
    )
    settings = PrintingSettings(printers=(kitchen, bar), default="Kitchen", stations=stations)
    setup = window.printing.setup
    setup.change_stations(lines)
    setup._show(settings)
    page = setup.stations
    assert page is not None
    page.buttons[1].click()
    for button in page.editor.dish_buttons[-2:]:
        button.click()
    page.editor.ensureWidgetVisible(page.editor.dish_buttons[-1])


def _add_printer(window: MainWindow) -> None:
    page = _printer_page(window)
    page.place.show_found(
        (
            FoundPrinter(kind="device", address="/dev/usb/lp0"),
            FoundPrinter(kind="system", address="EPSON_TM_T20III"),
        )
    )
    page.place.address.field.setText("192.168.1.50")


def _wrong_printer(window: MainWindow) -> None:
    page = _printer_page(window)
    page.place.address.field.setText("192.168.1")
    page.show_fault("address", "")


def _change_printer(window: MainWindow) -> None:
    page = _printer_page(window, name="Bar")
    page.place.show_found(())
    page.scroll_area.ensureWidgetVisible(page.rows[PrinterSetting.COPIES])
    page.preview.grid.segments[1].click()


def _printer_kept(window: MainWindow) -> None:
    window.printing.show_printing(canned.printing("Kitchen", "Bar"))
    window.printing.open()
    window.printing.setup.changes._take_kept("Bar", PrintingSettings())


def _print_again(window: MainWindow) -> None:
    window.panels.show_printing(canned.printing("Kitchen"))
    window.panels.open_details(WORKING[2].order_id)


def _picture(window: MainWindow) -> None:
    _refund(window)
    window.panels.refund.pictures.tiles[0].click()


def _part_refund(window: MainWindow) -> None:
    order_id = STATES["completed"].order_id
    window.panels.open_part(order_id)
    part = window.panels.part
    part.show_offer(order_id, canned.preview())
    part.rows.rows[0].stepper.more_button.click()
    part.show_price(order_id, part.rows.choices(), canned.preview(priced=3400))
    part.why.choices[PartRefundReason.MISSING].setChecked(True)


def _over_refundable(window: MainWindow) -> None:
    order_id = STATES["completed"].order_id
    window.panels.open_part(order_id)
    part = window.panels.part
    part.show_offer(order_id, canned.preview())
    part.rows.rows[0].stepper.more_button.click()
    part.show_trouble(order_id, part.rows.choices(), "over_refundable", "")


def _question(window: MainWindow) -> None:
    window.panels.open_answer(MONEY["question"].order_id)


def _cancel(window: MainWindow) -> None:
    window.panels.ask_why(STATES["preparing"].order_id)
    window.panels.cancel.why.choices[CancelReason.NO_INGREDIENTS].setChecked(True)


def _all_day(window: MainWindow) -> None:
    window.tools.open_all_day()
    window.tools.all_day.rows[0].click()


def _recall(window: MainWindow) -> None:
    recall = window.tools.recall
    recall.open_empty()
    recall.pad["3"].click()
    found = tuple(card for card in STATES.values() if "3" in card.order.number)
    recall.show_found("3", found, canned.NOW)


def _history(window: MainWindow) -> None:
    _find(window, canned_history.history())


def _history_nothing(window: MainWindow) -> None:
    _find(window, Found(left=1240))
    panel = window.history.panel
    panel.filters.standing.chips[1].click()
    panel.field.setText("curry 1045")
    panel.show_found(panel._asked, Found(left=1240))


def _find(window: MainWindow, found: Found) -> None:
    """Open the history; whatever is asked, this is found."""
    cast("FakeKitchen", window._bridge._kitchen).history.found = found
    panel = window.history.panel
    panel.open_newest()
    panel.show_found(panel._asked, found)


def _report_day(window: MainWindow) -> None:
    window.reports.panel.deeds.show_printers(canned.printing("Kitchen", "Counter"))
    _report(window, canned_report.day())


def _report_month(window: MainWindow) -> None:
    _report(window, canned_report.month())


def _report_refunds(window: MainWindow) -> None:
    _report(window, canned_report.month())
    bar = window.reports.panel.area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _report_empty(window: MainWindow) -> None:
    _report(window, canned_report.empty())


def _report(window: MainWindow, shown: Report) -> None:
    panel = window.reports.panel
    panel.open_panel()
    panel.show_period(shown.period)
    panel.show_report(shown)
    settle(QCoreApplication.instance() or QCoreApplication([]))


def _menu(window: MainWindow) -> None:
    window.tools.open_menu()


def _pin(window: MainWindow) -> None:
    order = STATES["preparing"].order
    matter = Matter(deed=Deed.CANCEL, order_id=order.order_id, amount=order.paid)
    window.pin.want(matter, print)
    for digit in "2580":
        window.pin.pad.pad[digit].click()


def _pin_locked(window: MainWindow) -> None:
    _pin(window)
    window.pin.pad.close_for(240, canned.NOW)


def _keys(window: MainWindow) -> None:
    window.keys_panel.learn()
    QTest.keyClick(window.keys_panel, Qt.Key.Key_F5)
    QTest.keyClick(window.keys_panel, Qt.Key.Key_A)


def _clean(window: MainWindow) -> None:
    window.tools.clean.begin()


class Nobody:
    """Takes what is asked nowhere."""

    def ask(
        self,
        coro: Coroutine[Any, Any, Action | None],
        order_id: str,
        kind: ActionKind,
        *,
        on_locked: Callable[[Matter], None] | None = None,
    ) -> None:
        coro.close()

    def fetch(self, coro: Coroutine[Any, Any, Any], done: Callable[[Answer], None]) -> None:
        coro.close()

    def tell_fault(self, error: BaseException) -> None:
        raise error


def _settings(window: MainWindow) -> SettingsPanel:
    chosen = Chosen(screen=ScreenSettings(language=i18n.language()))
    asks = Asks(cast("Kitchen", FakeKitchen()), Nobody(), window)
    changes = Changes(asks, UiClock(canned.FixedClock(), window), chosen)
    changes.setParent(window)
    theme = load_theme("dark", motion=False)
    panel = SettingsPanel(theme, changes, window.board)
    privacy = privacy_rows(theme, asks.privacy, chosen, panel)
    panel.add_rows((StartRow(theme, asks.house), SoundsRow(theme, FakeLoudspeaker()), *privacy))
    asks.house.start_known.emit(StartState.ON)
    panel.open_panel()
    return panel


def _privacy(window: MainWindow) -> None:
    """Ask for a shorter time, with what that costs."""
    panel = _settings(window)
    row = panel.rows[Setting.MASK_AFTER_HOURS]
    assert isinstance(row, PrivacyRow)
    asks = row._asks
    row.segments[6].click()
    asks.counted.emit(Setting.MASK_AFTER_HOURS, 6, Toll(masked=18, deleted=3))
    app = QCoreApplication.instance()
    assert app is not None
    settle(app)
    panel.scroll_area.ensureWidgetVisible(row.question)


def _names(window: MainWindow) -> None:
    """Show the names with one in force; the window itself was made before it was."""
    own = {"Chicken shawarma plate": "SHAWARMA C"}
    chosen = Chosen(screen=ScreenSettings(language=i18n.language(), kitchen_names=own))
    asks = Asks(cast("Kitchen", FakeKitchen()), Nobody(), window)
    changes = Changes(asks, UiClock(canned.FixedClock(), window), chosen)
    changes.setParent(window)
    lines = (canned.SHAWARMA, canned.SOUP, canned.RICE)
    panel = NamesPanel(load_theme("dark", motion=False), changes, window.board, lines)
    panel.open_panel()
    panel.buttons["Chicken shawarma plate"].click()


def _shop_stopped(window: MainWindow) -> None:
    window.shop.show_facts(canned.shop(ShopStatus.RESTING, stopped_ago_s=600))


def _details(window: MainWindow) -> None:
    window.panels.open_details(STATES["completed"].order_id)


def _record(window: MainWindow) -> None:
    shown = STATES["completed"].order
    window.panels.open_details(shown.order_id)
    details = window.panels.details
    details.record.show_box(shown.order_id, canned_record.box(shown, start=shown.placed_at))
    details.record.fold_button.click()
    details.sheet.show_saved(shown.order_id, "Documents/Kitchen App/order-1042.pdf")
    app = QCoreApplication.instance()
    assert app is not None
    settle(app)
    details.scroll_area.verticalScrollBar().setValue(details.record.y())


def _forget(window: MainWindow) -> None:
    _to_forget(window, STATES["completed"])


def _forget_open(window: MainWindow) -> None:
    _to_forget(window, STATES["preparing"])


def _to_forget(window: MainWindow, card: CardView) -> None:
    """Open an order at its end, and ask to forget its customer."""
    window.panels.open_details(card.order_id)
    details = window.panels.details
    details.forget.open_button.click()
    app = QCoreApplication.instance()
    assert app is not None
    settle(app)
    bar = details.scroll_area.verticalScrollBar()
    bar.setValue(bar.maximum())


def _courier(window: MainWindow) -> str:
    """Show an order that the shop brings itself, down to where it goes; return its id."""
    order_id = MONEY["courier"].order_id
    window.panels.open_details(order_id)
    details = window.panels.details
    app = QCoreApplication.instance()
    assert app is not None
    settle(app)
    details.scroll_area.verticalScrollBar().setValue(details.recipient.y())
    return order_id


def _courier_address(window: MainWindow) -> None:
    order_id = _courier(window)
    row = window.panels.details.recipient
    row.button.click()
    row.show_recipient(order_id, canned_recipient.RECIPIENT)


def _courier_sealed(window: MainWindow) -> None:
    order_id = _courier(window)
    row = window.panels.details.recipient
    row.button.click()
    row.show_recipient(order_id, canned_recipient.SEALED)


def _working() -> tuple[CardView, ...]:
    """Return cards with lines struck off, and with what changed since somebody looked."""
    done = canned.card(canned.order("1031", status=Status.ACCEPTED, ready_by=canned.NOW))
    late = canned.order("1032", status=Status.ACCEPTED, note="Please ring the bell")
    here = replace(late, rider=canned.rider(RiderState.ARRIVED, "Omar"), ready_by=canned.NOW)
    less = replace(here, lines=(replace(canned.RICE, left=1), canned.TEA))
    before = {
        "rider": None,
        "ready_by": canned.NOW - timedelta(minutes=9),
        "lines": (canned.RICE, canned.TEA),
        "note": "Please knock",
    }
    ready = canned.order("1033", status=Status.READY, lines=(canned.SOUP, canned.TEA))
    return (
        STATES["in_time"],
        canned.ticked(done, 0),
        canned.changed_since(canned.card(less), **before),
        canned.ticked(canned.card(replace(ready, ready_by=canned.NOW)), 0, 1),
    )


WORKING = _working()


def _learned() -> tuple[CardView, ...]:
    """Return cards of a kitchen that knows how long its dishes take."""
    minutes = {"1041": 14, "1031": 14, "1032": 18, "1034": 11}
    soon, late = (canned.NOW + timedelta(minutes=left) for left in (4, 25))
    orders = (
        canned.order("1041"),
        canned.order("1031", status=Status.ACCEPTED, age_s=260, lines=(canned.SOUP,)),
        canned.order(
            "1032",
            status=Status.ACCEPTED,
            age_s=200,
            fulfilment=Fulfilment.PICKUP,
            ready_by=late,
            lines=(canned.TEA,),
        ),
        canned.order(
            "1034",
            status=Status.ACCEPTED,
            age_s=90,
            fulfilment=Fulfilment.PICKUP,
            ready_by=soon,
            lines=(canned.SOUP,),
        ),
        canned.order("1033", status=Status.READY, age_s=1300, lines=(canned.TEA,)),
    )
    return tuple(
        replace(
            canned.card(order),
            usual=usual_of(order, timedelta(minutes=minutes[order.number]))
            if order.number in minutes
            else None,
        )
        for order in orders
    )


LEARNED = _learned()


def _learned_details(window: MainWindow) -> None:
    window.panels.open_details(LEARNED[0].order_id)
    app = QCoreApplication.instance()
    assert app is not None
    settle(app)
    details = window.panels.details
    details.scroll_area.ensureWidgetVisible(details._meta)


LATER = (
    canned.card(canned.order("1062", ready_by=canned.NOW + timedelta(days=3, hours=3))),
    canned.card(canned.order("1031", status=Status.ACCEPTED, age_s=200, lines=(canned.SOUP,))),
    *canned.later_orders(),
    canned.card(canned.order("1033", status=Status.READY, lines=(canned.TEA,))),
)


def _struck_off(window: MainWindow) -> None:
    window.panels.open_details(WORKING[2].order_id)


def _sold_out(window: MainWindow) -> None:
    lines = (replace(canned.SHAWARMA, spu_id="70"), replace(canned.SOUP, spu_id="71"))
    cooking = canned.card(canned.order("1031", status=Status.ACCEPTED, lines=lines))
    panel = window.panels.sold_out
    panel.open_for(cooking)
    soup, tea = products_of(
        replace(cooking.order, lines=(lines[1], replace(canned.TEA, spu_id="72")))
    )
    items = (
        SoldOutItem(product=soup, since=canned.NOW - timedelta(minutes=20)),
        SoldOutItem(product=tea, since=canned.NOW - timedelta(hours=20), is_certain=False),
    )
    panel.show_items(items)


def _of_several_shops(cards: tuple[CardView, ...]) -> tuple[CardView, ...]:
    marks = [canned_shops.mark(shop) for shop in canned_shops.BRAND]
    return tuple(replace(card, shop=marks[place % 3]) for place, card in enumerate(cards))


def _shops(window: MainWindow) -> None:
    lost = canned_shops.view(
        listed=(canned_shops.OLAYA, canned_shops.CENTRAL),
        uncovered=(canned_shops.MALAZ,),
        offered=(canned_shops.CENTRAL,),
    )
    window.shop.place.show_shops(lost)
    window.shop.open_shops()
    page = window.shop.place.page(ShopsPage)
    page.told.hide()
    page.refresh_button.setEnabled(True)


def _shops_difference(window: MainWindow) -> None:
    window.shop.place.show_shops(canned_shops.view())
    window.shop.open_shops()
    page = window.shop.place.page(ShopsPage)
    page.rows[canned_shops.CENTRAL.shop_id].home_button.click()
    page.rows[canned_shops.MALAZ.shop_id].serve_button.click()
    page.check_button.click()


def _shop_details(window: MainWindow) -> None:
    window.panels.open_details(WORKING[0].order_id)


SIZES = {"": (1280, 800), "-small": (1024, 600)}
NOTHING_CHOSEN = ScreenSettings()
COLOUR_BLIND = ScreenSettings(palette=Palette.COLOUR_BLIND)
ONE_LANE = ScreenSettings(arrangement=Arrangement.ONE_LANE)
WALL_SIZES = {"": (3840, 2160), "-portrait": (1080, 1920)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a picture shows."""

    cards: tuple[CardView, ...]
    play: Callable[[MainWindow], object]
    screen: ScreenSettings = NOTHING_CHOSEN
    sizes: Mapping[str, tuple[int, int]] = field(default_factory=lambda: SIZES)


SCENES = {
    "quiet": Scene(cards=(), play=_nothing_open),
    "board": Scene(cards=BUSY, play=_nothing_open),
    "offline": Scene(cards=BUSY, play=_offline),
    "return": Scene(cards=RETURN, play=_nothing_open),
    "refund": Scene(cards=BUSY, play=_refund),
    "refund-picture": Scene(cards=BUSY, play=_picture),
    "rest": Scene(cards=BUSY, play=_rest),
    "shop-picture": Scene(cards=BUSY, play=_shop_picture),
    "connection": Scene(cards=BUSY, play=_connection),
    "hours": Scene(cards=BUSY, play=_hours),
    "hours-difference": Scene(cards=BUSY, play=_hours_difference),
    "special-days": Scene(cards=BUSY, play=_special_days),
    "holidays": Scene(cards=BUSY, play=_holidays),
    "resting": Scene(cards=BUSY, play=_resting),
    "no-paper": Scene(cards=BUSY, play=_no_paper),
    "printers": Scene(cards=BUSY, play=_printers),
    "printer-add": Scene(cards=BUSY, play=_add_printer),
    "printer-wrong": Scene(cards=BUSY, play=_wrong_printer),
    "printer-change": Scene(cards=BUSY, play=_change_printer),
    "printer-stations": Scene(cards=BUSY, play=_stations),
    "printer-kept": Scene(cards=BUSY, play=_printer_kept),
    "print-again": Scene(cards=WORKING, play=_print_again),
    "part-refund": Scene(cards=BUSY, play=_part_refund),
    "over-refundable": Scene(cards=BUSY, play=_over_refundable),
    "question": Scene(cards=BUSY, play=_question),
    "cancel": Scene(cards=BUSY, play=_cancel),
    "details": Scene(cards=BUSY, play=_details),
    "details-record": Scene(cards=BUSY, play=_record),
    "courier": Scene(cards=BUSY, play=_courier),
    "courier-address": Scene(cards=BUSY, play=_courier_address),
    "courier-sealed": Scene(cards=BUSY, play=_courier_sealed),
    "all-day": Scene(cards=BUSY, play=_all_day),
    "recall": Scene(cards=BUSY, play=_recall),
    "history": Scene(cards=BUSY, play=_history),
    "history-nothing": Scene(cards=BUSY, play=_history_nothing),
    "report-day": Scene(cards=BUSY, play=_report_day),
    "report-month": Scene(cards=BUSY, play=_report_month),
    "report-month-end": Scene(cards=BUSY, play=_report_refunds),
    "report-empty": Scene(cards=BUSY, play=_report_empty),
    "working": Scene(cards=WORKING, play=_nothing_open),
    "working-details": Scene(cards=WORKING, play=_struck_off),
    "learned": Scene(cards=LEARNED, play=_nothing_open),
    "learned-details": Scene(cards=LEARNED, play=_learned_details),
    "later": Scene(cards=LATER, play=_nothing_open),
    "sold-out": Scene(cards=WORKING, play=_sold_out),
    "shop-stopped": Scene(cards=WORKING, play=_shop_stopped),
    "menu": Scene(cards=BUSY, play=_menu),
    "pin": Scene(cards=BUSY, play=_pin),
    "pin-locked": Scene(cards=BUSY, play=_pin_locked),
    "keys": Scene(cards=BUSY, play=_keys),
    "clean": Scene(cards=BUSY, play=_clean),
    "settings": Scene(cards=BUSY, play=_settings),
    "settings-privacy": Scene(cards=BUSY, play=_privacy),
    "forget": Scene(cards=BUSY, play=_forget),
    "forget-open": Scene(cards=BUSY, play=_forget_open),
    "names": Scene(cards=BUSY, play=_names),
    "shops-board": Scene(cards=_of_several_shops(BUSY), play=_nothing_open),
    "shops-choose": Scene(cards=BUSY, play=_shops),
    "shops-difference": Scene(cards=BUSY, play=_shops_difference),
    "shops-details": Scene(
        cards=_of_several_shops(WORKING), play=_shop_details, screen=COLOUR_BLIND
    ),
    "colour-blind": Scene(
        cards=BUSY, play=_nothing_open, screen=ScreenSettings(palette=Palette.COLOUR_BLIND)
    ),
    "one-lane": Scene(
        cards=BUSY,
        play=_nothing_open,
        screen=ONE_LANE,
    ),
    "wall": Scene(cards=BUSY, play=_nothing_open, sizes=WALL_SIZES),
}
