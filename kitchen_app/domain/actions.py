"""What we ask of Keeta, and what has become of it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from kitchen_app.domain.order import OrderId, Status
from kitchen_app.domain.part_refund import PartRefund
from kitchen_app.domain.refunds import CaseId


class ActionKind(StrEnum):
    """One kind for each call that changes an order, and what people only say here."""

    ACCEPT = "accept"
    READY = "ready"
    CANCEL = "cancel"
    COLLECT = "collect"  # a customer has fetched a pickup order
    DISPATCH = "dispatch"  # the shop's own courier has left
    DELIVER = "deliver"  # the shop's own courier has handed it over
    AGREE_REFUND = "agree_refund"
    REJECT_REFUND = "reject_refund"
    REFUND_PART = "refund_part"  # the shop gives part of the money back of itself
    ACKNOWLEDGE = "acknowledge"  # somebody has seen STOP; written down, never sent


class ActionState(StrEnum):
    """The life of an action; see docs/architecture.md for the picture."""

    PENDING = "pending"  # written down, not on the wire (or surely not received)
    SENDING = "sending"  # on the wire; found at start it means UNKNOWN
    UNKNOWN = "unknown"  # sent, outcome not known: read back before anything else
    WAITING_EVENT = "waiting_event"  # refused, perhaps as done already: an event or a read tells
    HUMAN = "human"  # may have moved money, must not be repeated: a person must look at Keeta's app
    DONE = "done"
    REFUSED = "refused"

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATES


NEVER_REPEATED = frozenset({ActionKind.REFUND_PART})
"""What moves money each time it is sent, and whose outcome no read tells."""

NEVER_SENT = frozenset({ActionKind.ACKNOWLEDGE})
"""What is done once it is written down: Keeta has no call for it."""

OPEN_STATES = frozenset(
    {
        ActionState.PENDING,
        ActionState.SENDING,
        ActionState.UNKNOWN,
        ActionState.WAITING_EVENT,
    }
)


class CancelReason(StrEnum):
    """Keeta's list of reasons for a merchant's cancel (order/cancel page)."""

    NO_INGREDIENTS = "no_ingredients"
    SHOP_CLOSED = "shop_closed"
    SHORT_STAFFED = "short_staffed"
    OTHER = "other"  # needs a text


class RejectReason(StrEnum):
    """Keeta's list of reasons for refusing a refund (order/reject page)."""

    PREPARED = "prepared"
    ON_ITS_WAY = "on_its_way"
    OTHER = "other"  # needs a text


class Refusal(StrEnum):
    """Why an action came to nothing."""

    BY_KEETA = "by_keeta"
    TOO_LATE = "too_late"  # its deadline passed before it could be sent
    NO_ANSWER = "no_answer"  # whether it was done could not be found out
    ANSWERED_OTHERWISE = "answered_otherwise"  # elsewhere, by Keeta, or too late
    ORDER_CANCELLED = "order_cancelled"
    ORDER_FINISHED = "order_finished"
    AMOUNT_CHANGED = "amount_changed"  # Keeta would give back another amount than was agreed to
    NOT_DONE = "not_done"  # a person looked: it was not done
    WITHDRAWN = "withdrawn"  # taken back before anything was sent


class Approver(StrEnum):
    """Who stood up for what gives money back: a locked kind of action names one."""

    MANAGER = "manager"  # somebody who knows the PIN
    LIMIT = "limit"  # the owner's limit: so much may be given back by anybody
    ANYBODY = "anybody"  # no PIN is set


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One touch of a person: `key` was made before sending; its moments are in our clock.

    `by_program`: nobody has touched anything, and the owner has chosen this for that case.
    """

    key: str
    order_id: OrderId
    kind: ActionKind
    state: ActionState
    requested_at: datetime
    not_after: datetime
    cancel_reason: CancelReason | None = None
    case_id: CaseId | None = None  # the refund case that is answered
    reject_reason: RejectReason | None = None
    reject_text: str = ""
    cancel_text: str = ""
    part_refund: PartRefund | None = None
    not_before: datetime | None = None
    """Until then nothing is sent and the person may take it back."""
    base_status: Status | None = None
    """How far the order was when the person asked."""
    doubted_at: datetime | None = None
    """When a try was last given up that may have reached Keeta."""
    refusal: Refusal | None = None
    detail: str = ""
    by_program: bool = False
    approver: Approver | None = None

    def moved(self, by: timedelta) -> "Action":
        """Return the action with its moments moved, as our clock was."""
        doubted_at = self.doubted_at + by if self.doubted_at else None
        not_before = self.not_before + by if self.not_before else None
        return replace(
            self,
            requested_at=self.requested_at + by,
            not_after=self.not_after + by,
            not_before=not_before,
            doubted_at=doubted_at,
        )

    def can_be_withdrawn(self, now: datetime) -> bool:
        """Tell whether nothing was sent yet, and a moment to think better of it is left."""
        is_waiting = self.not_before is not None and now < self.not_before
        return self.state is ActionState.PENDING and is_waiting

    def without_person(self) -> "Action":
        """Return the action without the words that staff or Keeta wrote."""
        return replace(
            self,
            reject_text="",
            cancel_text="",
            part_refund=self.part_refund and replace(self.part_refund, text=""),
            detail="",
        )
