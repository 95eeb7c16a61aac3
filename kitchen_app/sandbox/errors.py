"""What can go wrong around the emulator itself (not the refusals that Keeta would answer).

KnownError
 └─ SandboxError
     ├─ PortInUseError       the port is taken: choose another
     ├─ BadRequestError      a script sent something that the control API cannot read   (400)
     ├─ UnknownOrderError    no such order in this sandbox                              (404)
     └─ WrongStateError      the order's state does not allow it                        (409)
"""

from kitchen_app.base.errors import KnownError


class SandboxError(KnownError):
    """A failure of the emulator, told in one sentence."""


class PortInUseError(SandboxError):
    """Another program listens on the wanted port."""


class BadRequestError(SandboxError):
    """A script asked for something that does not exist."""


class UnknownOrderError(SandboxError):
    """The sandbox has no order with this id."""


class WrongStateError(SandboxError):
    """The order exists, but not in a state that allows the change."""
