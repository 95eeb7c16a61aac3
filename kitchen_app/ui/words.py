"""Turns data into the words and figures that people read: times, ages, money, names, states."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kitchen_app.domain.actions import ActionState
from kitchen_app.domain.allergies import Allergies
from kitchen_app.domain.cooking_times import Usual
from kitchen_app.domain.later import promised_at
from kitchen_app.domain.money import Money
from kitchen_app.domain.order import Line, Option, Order, Status
from kitchen_app.domain.refunds import RefundCase
from kitchen_app.domain.sold_out import Product, SoldOutItem
from kitchen_app.services import wording
from kitchen_app.services.board import FailureView, PendingView
from kitchen_app.services.links import LinkState, LinksView, LinkView
from kitchen_app.services.load import Load
from kitchen_app.services.shop_front import ShopNow, Standing
from kitchen_app.services.sold_out import Switched
from kitchen_app.ui.i18n import figures, isolate, locale_name, speech, tr
from kitchen_app.ui.menu_names import is_renamed, menu_name

CLOSES_SOON = timedelta(minutes=30)


class _Known:
    """What the owner has added; there is one screen, so there is one."""

    allergies = Allergies()


def clock_time(moment: datetime) -> str:
    """Return HH:MM in the machine's zone."""
    return figures(f"{moment.astimezone():%H:%M}")


def moment(at: datetime, now: datetime) -> str:
    """Return HH:MM, with the day before it unless that is today's."""
    here = at.astimezone()
    if here.date() == now.astimezone().date():
        return clock_time(at)
    return figures(f"{here:%d/%m %H:%M}")


def later(order: Order, now: datetime) -> str:
    """Return the day and the time that an order for later was promised for."""
    promised = promised_at(order)
    if promised is None:
        return ""
    time = clock_time(promised)
    days = (promised.astimezone().date() - now.astimezone().date()).days
    if days in (0, 1):
        return tr("later.tomorrow" if days else "later.today", time=time)
    return tr("later.day", day=isolate(_day(promised, is_week=days < 7)), time=time)


def _day(at: datetime, *, is_week: bool) -> str:
    """Return the name of the day, with its date where that name alone could mean another."""
    from babel.dates import format_date  # late: the first paint does not need it

    here = at.astimezone()
    name: str = format_date(here.date(), "EEE", locale=locale_name())
    return name if is_week else figures(f"{name} {here:%d/%m}")


def minutes_between(start: datetime, end: datetime) -> int:
    """Return whole minutes, never negative: clocks may differ a little."""
    return max(0, int((end - start).total_seconds() // 60))


def countdown(remaining_s: int) -> str:
    """Return m:ss; a limit that has passed stays at 0:00."""
    minutes, seconds = divmod(max(0, remaining_s), 60)
    return figures(f"{minutes}:{seconds:02d}")


def money(amount: Money) -> str:
    return wording.money(amount, speech())


def amount(value: Money) -> str:
    """Return money that stands in the middle of words of any direction."""
    return isolate(money(value))


def refund_amount(case: RefundCase) -> str:
    """Return what is wanted back and of how much of the order."""
    if case.amount is None:
        return tr(f"refund.unknown_{case.kind.value}")
    return tr(f"refund.wants_{case.kind.value}", amount=amount(case.amount))


def refund_party(case: RefundCase) -> str:
    """Return who asks, and when."""
    return tr(f"refund.by_{case.by.value}", time=clock_time(case.opened_at))


def line_title(line: Line) -> str:
    """Return the product's name and its spec, as the kitchen calls them."""
    name = isolate(menu_name(line.name, line.names))
    spec = isolate(menu_name(line.spec, line.specs))
    return f"{name} · {spec}" if spec else name


def line_as_ordered(line: Line) -> str:
    """Return the customer's name of a product and its spec; empty if the kitchen reads the same."""
    if not is_renamed(line.name, line.names) and not is_renamed(line.spec, line.specs):
        return ""
    return " · ".join(isolate(part) for part in (line.name, line.spec) if part.strip())


def option_as_ordered(option: Option) -> str:
    """Return the customer's name of an option; empty if the kitchen reads the same."""
    return isolate(option.name) if is_renamed(option.name, option.names) else ""


def product_name(named: Line | Product) -> str:
    """Return the kitchen's name of a product, without its size."""
    return isolate(menu_name(named.name or "?", named.names))


def option_text(option: Option, pieces: int) -> str:
    """Return an option with the total to make: the number after × is never for one piece."""
    name = isolate(menu_name(option.name, option.names))
    total = option.to_make(pieces)
    if total == 1:
        return name
    times = f"{name} {figures(f'×{total}')}"
    each = wording.each_of(option, pieces, speech())
    return f"{times} {each}" if each else times


def refunded_text(line: Line) -> str:
    """Return what a partial refund took off a line, or an empty text."""
    gone = line.quantity - line.to_make
    if not gone:
        return ""
    left = line.quantity - gone
    return tr(
        "card.refunded" if left else "card.refunded_all", n=gone, bought=line.quantity, left=left
    )


def know_allergies(added: Iterable[str]) -> None:
    """Look from now on for these words of an allergy too; ours are always looked for."""
    _Known.allergies = Allergies(tuple(added))


def allergy_at(note: str) -> int:
    """Return where a note begins to speak of an allergy, or 0."""
    return min((start for start, _ in _Known.allergies.places(note)), default=0)


def mentions_allergy(note: str) -> bool:
    return _Known.allergies.is_in(note)


def payment(order: Order) -> str:
    """Return how it is paid; empty if nothing is known."""
    if order.payment and order.payment.is_cash:
        if order.paid is None:
            return tr("card.cash_unknown")
        return tr("card.cash", amount=isolate(money(order.paid)))
    return tr("card.paid", amount=isolate(money(order.paid))) if order.paid else ""


def times(
    order: Order, now: datetime, *, is_all_ticked: bool = False, usual: Usual | None = None
) -> str:
    """Return when it was placed, when it should be ready, and when it usually is.

    Of an order whose lines are all struck off that is said instead of when it was placed.
    """
    told = _promised(order, now, is_all_ticked=is_all_ticked)
    if usual is None or usual.ready_at is None:
        return told
    return f"{told} · {tr('card.usually_ready', time=clock_time(usual.ready_at))}"


def usually_takes(usual: Usual) -> str:
    """Return how long such an order takes, in minutes rounded up."""
    return tr("card.usually_takes", n=-int(-usual.takes.total_seconds() // 60))


def _promised(order: Order, now: datetime, *, is_all_ticked: bool) -> str:
    placed = tr("card.placed", time=clock_time(order.placed_at))
    if is_all_ticked:
        placed = tr("card.all_ticked")
    if order.ready_by is None:
        return placed
    time = moment(order.ready_by, now)
    if is_behind(order, now):
        late = minutes_between(order.ready_by, now)
        return f"{placed} · {tr('card.ready_late', n=late, time=time)}"
    return f"{placed} · {tr('card.ready_by', time=time)}"


def load(told: Load, now: datetime) -> str:
    """Return how busy the kitchen is; empty if nothing is cooking."""
    if not told.cooking or told.oldest_since is None:
        return ""
    minutes = minutes_between(told.oldest_since, now)
    parts = [tr("load.cooking", n=told.cooking), tr("lane.oldest", n=minutes)]
    if told.ready_about is not None:
        parts.append(tr("load.ready_about", time=clock_time(told.ready_about)))
    return " · ".join(parts)


def shop(told: ShopNow, now: datetime, *, is_fresh: bool) -> tuple[str, str]:
    """Return the state of the shop in whole words, and in the fewest that tell it."""
    match told.standing:
        case Standing.OPEN:
            words = tr("shop.open" if is_fresh else "shop.open_before")
            return words, words
        case Standing.RESTING if told.until is not None:
            rests = tr("shop.rests_until", time=clock_time(told.until))
            return f"{rests} · {_in_time(told.until, now)}", rests
        case Standing.RESTING:
            return tr("shop.resting_whole"), tr("shop.resting")
        case Standing.CLOSED:
            if told.until is None:
                return tr("shop.closed_whole"), tr("shop.closed")
            opens = tr("shop.opens_at", time=clock_time(told.until))
            return f"{opens} · {_in_time(told.until, now)}", opens
        case _:
            return (tr("shop.unknown"),) * 2


def shop_warning(told: ShopNow, now: datetime) -> str:
    """Return why no order may come after this one; empty while there is no such reason."""
    if told.standing is Standing.RESTING:
        return tr("load.shop_rests")
    if told.standing is Standing.CLOSED:
        return tr("load.shop_closed")
    if told.standing is not Standing.OPEN or told.until is None:
        return ""
    is_near = told.until - now <= CLOSES_SOON
    return tr("load.shop_closes", time=clock_time(told.until)) if is_near else ""


def _in_time(at: datetime, now: datetime) -> str:
    """Return how long until then: minutes, rounded up, or whole hours."""
    minutes = max(1, -int(-(at - now).total_seconds() // 60))
    if minutes < 100:
        return tr("shop.in_minutes", n=minutes)
    return tr("shop.in_hours", n=minutes // 60)


def is_behind(order: Order, now: datetime) -> bool:
    """Tell whether an order that is not ready yet should have been."""
    if order.ready_by is None or order.status not in (Status.NEW, Status.ACCEPTED):
        return False
    return minutes_between(order.ready_by, now) > 0


def pending(view: PendingView) -> str:
    if view.state in (ActionState.UNKNOWN, ActionState.WAITING_EVENT):
        return tr("pending.unknown")
    return tr(f"pending.{view.kind.value}")


def failure(view: FailureView) -> tuple[str, str]:
    """Return a title and the explanation, Keeta's own text last."""
    told = tr(f"failure.{view.refusal.value}")
    detail = isolate(view.detail)
    return tr(f"failure.{view.kind.value}"), f"{told}\n{detail}" if detail else told


def stop(order: Order) -> str:
    """Return who cancelled the order, when and why."""
    if order.cancellation is None:
        return ""
    ended = order.cancellation
    who = tr(f"stop.by_{ended.by.value}", time=clock_time(ended.at))
    reason = isolate(ended.reason)
    return f"{who}\n{reason}" if reason else who


def receiving(links: LinksView, now: datetime) -> str:
    """Return the state of the receiving path with the age of its last proof."""
    view, proof = links.receiving, links.proof
    if view.state is LinkState.BROKEN:
        return tr("strip.broken_since", time=clock_time(view.since))
    if links.lost_at(now) and proof.since is not None:
        return tr("strip.broken_since", time=clock_time(proof.since))
    if links.proved_at is not None:
        is_tested = proof.is_public and not proof.hop
        return _age("proved" if is_tested else "message", now - links.proved_at)
    return tr("strip.local_only" if proof.last_ok else "strip.unproved_receiving")


def away_proof(links: LinksView, now: datetime) -> str:
    """Return when it was last sure that orders come in, while they may not."""
    if links.proved_at is None:
        return tr("away.never_proved")
    minutes = minutes_between(links.proved_at, now)
    if minutes < 60:
        return tr("away.proved_minutes", n=minutes) if minutes else tr("away.proved_now")
    return tr("away.proved_hours", n=minutes // 60)


def ago(at: datetime, now: datetime) -> str:
    minutes = minutes_between(at, now)
    if minutes < 60:
        return tr("away.ago_minutes", n=minutes) if minutes else tr("away.ago_now")
    return tr("away.ago_hours", n=minutes // 60)


def sending(view: LinkView) -> str:
    if view.state is LinkState.BROKEN:
        return tr("strip.broken_since", time=clock_time(view.since))
    return tr("strip.sending_ok" if view.state is LinkState.OK else "strip.unproved_sending")


def _age(of: str, age: timedelta) -> str:
    seconds = max(0, int(age.total_seconds()))
    if seconds < 60:
        return tr(f"strip.{of}_seconds", n=seconds)
    if seconds < 3600:
        return tr(f"strip.{of}_minutes", n=seconds // 60)
    return tr(f"strip.{of}_hours", n=seconds // 3600)


def switched(told: Switched) -> str:
    """Return what became of marking a product as sold out, or of selling it again."""
    result = told.result
    way = "on" if told.available else "off"
    if result.not_known:
        return tr(f"sold_out.not_known_{way}")
    if result.failures:
        said = isolate(result.failures[0].message)
        refused = tr(f"sold_out.refused_{way}")
        return f"{refused}\n{said}" if said else refused
    if result.not_sent:
        return tr(f"sold_out.not_sent_{way}")
    return tr(f"sold_out.done_{way}")


def sold_out(item: SoldOutItem, now: datetime) -> str:
    """Return since when a product is sold out, and that it stays so."""
    key = "sold_out.since" if item.is_certain else "sold_out.doubtful"
    return tr(key, time=moment(item.since, now))
