"""The connection to Keeta as the owner sets it up: who we are there, our address, the consent.

What changes it is behind the manager's PIN; looking at it is free. It shows numbers and an
address, and nothing secret.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kitchen_app.domain.order import ShopId
from kitchen_app.services.access import AccessView, CallbackFailure
from kitchen_app.services.manager_lock import Deed, ManagerLock, Matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How far Keeta was told our address: `done` of `total` events are asked for.

    `failures` are those that Keeta did not take; they are told when the last is done.
    """

    total: int
    done: int = 0
    failures: tuple[CallbackFailure, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.done == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionView:
    """What is in force. `can_register`: Keeta could reach our address if it had it."""

    app_id: int
    shop_id: ShopId
    address: str
    can_register: bool
    access: AccessView
    registration: Registration | None = None


class Registrar(Protocol):
    """The part of the access that is needed here; `services.access.Access` is one."""

    @property
    def view(self) -> AccessView: ...

    @property
    def event_count(self) -> int: ...

    def consent_address(self, redirect_uri: str) -> str: ...

    async def register_callbacks(
        self, url: str, *, is_test: bool, on_done: Callable[[int], None]
    ) -> tuple[CallbackFailure, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Both ends of the connection; `address` is ours, as Keeta should call it."""

    access: Registrar
    app_id: int
    shop_id: ShopId
    address: str
    can_register: bool


class Connection:
    """What the owner asks. What changes something raises `NotApproved` without an approval."""

    def __init__(self, *, manager: ManagerLock) -> None:
        self._manager = manager
        self._ends: Ends | None = None
        self._registration: Registration | None = None

    def lead_to(self, ends: Ends) -> None:
        """Let this be the connection; call once."""
        self._ends = ends

    async def view(self) -> ConnectionView:
        ends = self._connected
        return ConnectionView(
            app_id=ends.app_id,
            shop_id=ends.shop_id,
            address=ends.address,
            can_register=ends.can_register,
            access=ends.access.view,
            registration=self._registration,
        )

    async def register(self, *, is_test: bool, approval: str = "") -> ConnectionView:
        """Tell Keeta our address for every event; one at a time, a second only looks.

        `is_test` is for shops that Keeta has made for trying out (base/callback/url/set).

        Raises:
            RuntimeError: Keeta cannot reach our address, which the view says.
        """
        self._manager.approver(Matter(deed=Deed.CONNECTION), approval)
        ends, under_way = self._connected, self._registration
        if not ends.can_register:
            raise RuntimeError("an address that Keeta cannot reach must not be registered")
        if under_way is None or under_way.is_over:
            total = ends.access.event_count
            self._registration = Registration(total=total)
            try:
                failures = await ends.access.register_callbacks(
                    ends.address, is_test=is_test, on_done=self._note_done
                )
            except BaseException:
                self._registration = None  # nobody knows what Keeta has taken: to be tried again
                raise
            self._registration = Registration(total=total, done=total, failures=failures)
        return await self.view()

    async def consent_address(self, *, approval: str = "") -> str:
        """Return the address of a page at Keeta on which the owner consents, once."""
        self._manager.approver(Matter(deed=Deed.CONNECTION), approval)
        return self._connected.access.consent_address(self._connected.address)

    def _note_done(self, done: int) -> None:
        if self._registration is not None:
            self._registration = Registration(total=self._registration.total, done=done)

    @property
    def _connected(self) -> Ends:
        if self._ends is None:
            raise RuntimeError("the connection leads nowhere yet")
        return self._ends
