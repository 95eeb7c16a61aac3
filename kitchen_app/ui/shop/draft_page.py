"""A page on which something of Keeta's is edited: checked, shown as a difference, then sent."""

from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kitchen_app.base.errors import KnownError
from kitchen_app.services.shop_front import ShopFacts
from kitchen_app.services.shop_view import ChangeKind, ChangeResult
from kitchen_app.ui.asks import Asks
from kitchen_app.ui.clock import UiClock
from kitchen_app.ui.i18n import isolate, tr
from kitchen_app.ui.shop.draft import Draft
from kitchen_app.ui.shop.form import Form
from kitchen_app.ui.shop.page import ShopPage
from kitchen_app.ui.shop.review import ReviewPane
from kitchen_app.ui.theme import Theme, set_state
from kitchen_app.ui.widgets.text import WrapLabel
from kitchen_app.ui.widgets.touch_button import TouchButton

K = TypeVar("K")
S = TypeVar("S")
F = TypeVar("F", bound=KnownError)


class Stage(StrEnum):
    """How far a change has come."""

    EDITING = "editing"
    DIFFERENCE = "difference"  # shown before it is sent
    SENDING = "sending"
    CONFLICT = "conflict"  # Keeta has something else by now: whose is it to be?


class DraftPage(ShopPage, Generic[K, S, F]):
    """Holds the draft of a form; nothing of it is sent before its difference was seen."""

    def __init__(
        self, theme: Theme, clock: UiClock, parent: QWidget | None, form: Form[K, S, F]
    ) -> None:
        super().__init__(theme, clock, parent)
        self.form = form
        self.draft: Draft[K, S] = Draft(form.said, form.differences)
        self.stage = Stage.EDITING
        self._asks: Asks | None = None
        self._outcome = ""
        self._where = WrapLabel("meta", self)
        self._told = WrapLabel("strong", self)
        self._stack = QStackedWidget(self)
        self.review = ReviewPane(theme, self)
        self.undo_button = TouchButton("quiet", self, text=tr("change.undo"))
        self.reset_button = TouchButton("quiet", self, text=tr("change.reset"))
        self.check_button = TouchButton("work", self, text=tr("change.check"))
        self._feet = QWidget(self)
        self._build_page()

    def _build_page(self) -> None:
        feet = QHBoxLayout(self._feet)
        feet.setContentsMargins(0, 0, 0, 0)
        feet.setSpacing(self.theme.px("apart"))
        for button in (self.undo_button, self.reset_button, self.check_button):
            feet.addWidget(button, 3 if button is self.check_button else 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px("unit"))
        column.addWidget(self._where)
        column.addWidget(self._told)
        column.addWidget(self._stack, 1)
        column.addWidget(self._feet)
        self._stack.addWidget(self.form)
        self._stack.addWidget(self.review)
        self.form.edited.connect(self._edit)
        self.form.half_typed_changed.connect(self._show_all)
        self.undo_button.clicked.connect(self._undo)
        self.reset_button.clicked.connect(self._reset)
        self.check_button.clicked.connect(self._check)
        self.review.agreed.connect(self._agree)
        self.review.declined.connect(self._decline)
        self._show_all()

    def connect_asks(self, asks: Asks) -> None:
        self._asks = asks
        changes = self.form.asks_of(asks)
        changes.answered.connect(self._take_answer)
        changes.failed.connect(self._take_failure)
        changes.locked.connect(self._wait_for_pin)
        changes.resumed.connect(self._go_on)

    def show_facts(self, facts: ShopFacts) -> None:
        self.form.facts = facts
        known, was_changed = self.form.known_of(facts), self.draft.is_changed
        if known is not None:
            self.draft.follow(known)
        if was_changed and not self.draft.is_changed:
            self._outcome = tr("change.done")  # also what was told as not known
        if self.stage is Stage.DIFFERENCE and self.draft.is_overtaken:
            self._ask(Stage.CONFLICT)
        self._show_all()

    def tick(self, now: datetime) -> None:
        told = self.form.place_words(now)
        self._where.show_text(told)
        self._where.setVisible(bool(told))

    @property
    def told(self) -> str:
        """What is said over the form; empty if nothing."""
        return "" if self._told.isHidden() else self._told.text()

    # --- what the core answers --------------------------------------------------------------

    @Slot(object)
    def _take_answer(self, result: ChangeResult) -> None:
        if result.kind is not self.form.kind:
            return
        newer = self.form.newer_in(result)
        if newer is not None:
            self.draft.follow(newer)
        said = isolate(result.message or str(result.code or ""))
        self._outcome = tr(f"change.{result.outcome.value}", words=said)
        self.stage = Stage.EDITING
        if self.draft.is_overtaken:
            self._ask(Stage.CONFLICT)
        self._show_all()

    @Slot(object, str)
    def _take_failure(self, kind: ChangeKind, reason: str) -> None:
        if kind is self.form.kind:
            self._outcome = tr("change.failed", reason=isolate(reason))
            self.stage = Stage.EDITING
            self._show_all()

    @Slot(object)
    def _wait_for_pin(self, kind: ChangeKind) -> None:
        """Show the difference again: Keeta is not told yet, and no PIN may come."""
        if kind is self.form.kind:
            self._ask(Stage.DIFFERENCE)

    @Slot(object)
    def _go_on(self, kind: ChangeKind) -> None:
        if kind is self.form.kind:
            self.stage = Stage.SENDING
            self._show_all()

    # --- what people do ---------------------------------------------------------------------

    @Slot(object)
    def _edit(self, value: S) -> None:
        self._outcome = ""
        self.draft.change(value)
        self._show_all()

    @Slot()
    def _undo(self) -> None:
        self._outcome = ""
        self.draft.undo()
        self._show_all()

    @Slot()
    def _reset(self) -> None:
        self._outcome = ""
        self.draft.reset()
        self._show_all()

    @Slot()
    def _check(self) -> None:
        self._ask(Stage.CONFLICT if self.draft.is_overtaken else Stage.DIFFERENCE)

    @Slot()
    def _agree(self) -> None:
        draft, was = self.draft, self.stage
        self.stage = Stage.EDITING
        if was is Stage.CONFLICT:
            draft.keep_mine()
        elif draft.value is not None and draft.based_on is not None and self._asks is not None:
            self.stage = Stage.SENDING
            self.form.send(self._asks, draft.value, draft.based_on)
        self._show_all()

    @Slot()
    def _decline(self) -> None:
        if self.stage is Stage.CONFLICT:
            self.draft.reset()
        self.stage = Stage.EDITING
        self._show_all()

    def _ask(self, stage: Stage) -> None:
        """Show what differs: from what Keeta had, to be sent, or from what it has meanwhile."""
        self.stage = stage
        is_conflict = stage is Stage.CONFLICT
        old = self.draft.said(self.draft.known if is_conflict else self.draft.based_on)
        new = self.draft.value
        lines = [] if old is None or new is None else self.form.differences(old, new)
        self.review.ask(
            tr(f"change.{stage.value}"),
            lines,
            back=tr("change.take_theirs" if is_conflict else "reason.back"),
            go=tr("change.keep_mine" if is_conflict else "change.send"),
        )
        self._show_all()

    # --- what is shown ----------------------------------------------------------------------

    @Slot()
    def _show_all(self) -> None:
        draft, form, is_editing = self.draft, self.form, self.stage is Stage.EDITING
        fault = None
        if draft.value is not None and draft.based_on is not None:
            fault = form.fault_of(draft.value, draft.based_on)
            form.show_value(draft.value, fault)
        form.setEnabled(draft.value is not None)
        self._stack.setCurrentWidget(form if is_editing else self.review)
        self.review.let_go(can=self.stage is not Stage.SENDING)
        self._feet.setVisible(is_editing)
        self.undo_button.setEnabled(draft.can_undo)
        self.reset_button.setEnabled(draft.is_changed)
        can_check = draft.is_changed and fault is None and not form.half_typed
        self.check_button.setEnabled(can_check or draft.is_overtaken)
        words = tr("change.see" if draft.is_overtaken else "change.check")
        self.check_button.show_words(words, spoken=words)
        told = self._words(fault)
        self._told.show_text(told)
        self._told.setVisible(bool(told))
        set_state(self._told, "role", "wrong" if fault or form.half_typed else "strong")
        self.marked.emit(draft.is_changed)
        self.tick(self.clock.now())

    def _words(self, fault: F | None) -> str:
        if self.stage is not Stage.EDITING:
            return tr("change.sending") if self.stage is Stage.SENDING else ""
        if self.draft.value is None:
            return self.form.unknown_words()
        if self.form.half_typed:
            return self.form.half_typed
        if fault is not None:
            return self.form.fault_words(fault)
        return tr("change.overtaken") if self.draft.is_overtaken else self._outcome
