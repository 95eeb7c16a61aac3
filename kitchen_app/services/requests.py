"""What each action asks of Keeta, and what Keeta's yes means."""

from dataclasses import replace
from typing import assert_never

from kitchen_app.base.clock import Clock
from kitchen_app.domain.actions import Action, ActionKind, CancelReason, RejectReason
from kitchen_app.domain.events import (
    Accepted,
    Cancelled,
    Completed,
    Dispatched,
    Event,
    Prepared,
    RefundTold,
)
from kitchen_app.domain.order import Party
from kitchen_app.domain.part_refund import PartRefund
from kitchen_app.domain.refunds import RefundState
from kitchen_app.services.links import Links
from kitchen_app.services.ports import Platform, Store
from kitchen_app.services.served_shops import OrderShops


class Requests:
    """Turns actions into calls. Every call raises `services.errors.PlatformError`."""

    def __init__(
        self, *, platform: Platform, store: Store, links: Links, clock: Clock, shops: OrderShops
    ) -> None:
        self._platform = platform
        self._store = store
        self._links = links
        self._clock = clock
        self._shops = shops

    async def still_fits(self, action: Action) -> bool:
        """Tell whether Keeta would still do what the person agreed to: a refund's amount can move.

        This only reads; it may be asked as often as need be.
        """
        if action.part_refund is None:
            return True
        preview = await self._platform.preview_refund(
            action.order_id,
            self._shops.of(action.order_id),
            action.part_refund.choices,
            currency=action.part_refund.amount.currency,
        )
        return preview.total == action.part_refund.amount

    async def send(self, action: Action) -> None:
        """Ask Keeta to do it."""
        order_id, platform = action.order_id, self._platform
        shop_id = self._shops.of(order_id)
        calls = {
            ActionKind.ACCEPT: platform.accept,
            ActionKind.READY: platform.ready,
            ActionKind.COLLECT: platform.collect,
            ActionKind.DISPATCH: platform.dispatch,
            ActionKind.DELIVER: platform.deliver,
            ActionKind.AGREE_REFUND: platform.agree_refund,
        }
        match action.kind:
            case kind if kind in calls:
                await calls[kind](order_id, shop_id)
            case ActionKind.CANCEL:
                reason = action.cancel_reason or CancelReason.OTHER
                await platform.cancel(order_id, shop_id, reason=reason, text=action.cancel_text)
            case ActionKind.REJECT_REFUND:
                why = action.reject_reason or RejectReason.OTHER
                await platform.reject_refund(order_id, shop_id, reason=why, text=action.reject_text)
            case ActionKind.REFUND_PART:
                await platform.refund_part(order_id, shop_id, _wanted(action))
            case _:
                raise ValueError(f"action {action.key} is nothing that Keeta has a call for")

    def events(self, action: Action) -> tuple[Event, ...]:
        """Return what Keeta's yes means; their `at` is Keeta's clock.

        A partial refund's case is told by event 1007 only.
        """
        order_id, shop_id = action.order_id, self._shops.of(action.order_id)
        at = self._links.to_platform_time(self._clock.now())
        match action.kind:
            case ActionKind.ACCEPT:
                return (Accepted(order_id=order_id, shop_id=shop_id, at=at),)
            case ActionKind.READY:
                return (Prepared(order_id=order_id, shop_id=shop_id, at=at),)
            case ActionKind.DISPATCH:
                return (Dispatched(order_id=order_id, shop_id=shop_id, at=at),)
            case ActionKind.COLLECT | ActionKind.DELIVER:
                return (Completed(order_id=order_id, shop_id=shop_id, at=at),)
            case ActionKind.AGREE_REFUND:
                return (self._answered(action, RefundState.AGREED),)
            case ActionKind.REJECT_REFUND:
                return (self._answered(action, RefundState.REJECTED),)
            case ActionKind.REFUND_PART | ActionKind.ACKNOWLEDGE:
                return ()
            case ActionKind.CANCEL:
                reason = action.cancel_text or (action.cancel_reason or "")
                return (
                    Cancelled(
                        order_id=order_id, shop_id=shop_id, at=at, by=Party.MERCHANT, reason=reason
                    ),
                )
            case never:
                assert_never(never)

    def _answered(self, action: Action, state: RefundState) -> Event:
        """Return what Keeta's yes to our answer makes of the case.

        Its time stays that of the request, so that all that Keeta tells of it later is later.
        """
        case = self._store.refunds.get(action.case_id) if action.case_id else None
        if case is None:
            raise LookupError(f"action {action.key} answers a case that is not stored")
        told = replace(
            case, state=state, handled_by=Party.MERCHANT, handle_reason=action.reject_text
        )
        return RefundTold(case=told, shop_id=self._shops.of(action.order_id))


def _wanted(action: Action) -> PartRefund:
    if action.part_refund is None:
        raise ValueError(f"action {action.key} does not say what to refund")
    return action.part_refund
