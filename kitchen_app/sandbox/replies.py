"""What a call is answered when it is carried out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

SUCCESS = "Success"
PARTIAL_FAILURE = "Partial Failure"
"""The message of a batch of which some elements failed; its code is 0 all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer with code 0."""

    data: Any = None
    """None leaves the member out."""
    failed: tuple[dict[str, Any], ...] = ()
    """The `errorList` of a batch."""
    flat: dict[str, Any] | None = None
    """Stands alone, without code and message (base/oauth/token)."""

    def body(self) -> dict[str, Any]:
        if self.flat is not None:
            return dict(self.flat)
        body: dict[str, Any] = {
            "code": 0,
            "message": PARTIAL_FAILURE if self.failed else SUCCESS,
        }
        if self.data is not None:
            body["data"] = self.data
        if self.failed:
            body["errorList"] = list(self.failed)
        return body


DONE = Reply()

Parameters = dict[str, Any]
Handler = Callable[[Parameters], Reply]
PastHandler = Callable[[Parameters, int], Reply]
"""Answers a read as it would have been answered at a moment in milliseconds."""
