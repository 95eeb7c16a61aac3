"""The other end of the wire, for the tests of every API: answers as told, keeps what it got."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.utils import format_datetime
from typing import Any

import httpx

from kitchen_app.base.clock import Clock
from kitchen_app.keeta.transport import SignedCalls
from tests.builders import APP_ID, NOW, SECRET, HandClock, signature

BASE = "https://open.example.test/api/open"
TOKEN = "11112222333344445555666677778888"
SUCCESS = {"code": 0, "message": "Success"}


@dataclass
class FarEnd:
    """Gives the answers it is told to, one after the other, then the last again and again."""

    answers: list[Any] = field(default_factory=lambda: [SUCCESS])
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, httpx.Response):
            return answer
        if isinstance(answer, type):
            raise answer("planted", request=request)
        return httpx.Response(200, json=answer)

    def says(self, *answers: Any) -> None:
        """Give these answers: an object, a whole response, or an error of the wire."""
        self.answers = list(answers)

    @property
    def paths(self) -> list[str]:
        return [str(request.url).removeprefix(BASE) for request in self.requests]

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(request.content) for request in self.requests]

    @property
    def body(self) -> dict[str, Any]:
        """The members of the last request."""
        return self.bodies[-1]

    def business(self) -> dict[str, Any]:
        """The members of the last request without those of every call, its signature checked."""
        body = self.body
        assert body["sig"] == signature(str(self.requests[-1].url), body, SECRET)
        assert body["appId"] == APP_ID
        assert body["accessToken"] == TOKEN
        common = ("appId", "accessToken", "timestamp", "sig")
        return {name: value for name, value in body.items() if name not in common}


@dataclass
class Form:
    """A multipart form as received."""

    fields: dict[str, str] = field(default_factory=dict)
    files: dict[str, tuple[str, str, bytes]] = field(default_factory=dict)


def form_of(request: httpx.Request) -> Form:
    """Read a form with the standard library's reader of messages."""
    head = f"Content-Type: {request.headers['Content-Type']}\r\n\r\n".encode("ascii")
    form = Form()
    for part in message_from_bytes(head + request.content).walk():
        if part.is_multipart():
            continue
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True)
        assert isinstance(name, str)
        assert isinstance(content, bytes)
        if (file_name := part.get_filename()) is not None:
            form.files[name] = (file_name, part.get_content_type(), content)
        else:
            form.fields[name] = content.decode("utf-8")
    return form


def dated(seconds: float) -> dict[str, str]:
    """Return the header of an answer whose sender's clock is so far ahead of ours."""
    return {"Date": format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)}


def calls_to(
    end: Callable[[httpx.Request], Any],
    *,
    clock: Clock | None = None,
    on_clock: Callable[[timedelta], None] = lambda _offset: None,
    access_token: str = TOKEN,
    base_url: str = BASE,
) -> SignedCalls:
    """Return calls that reach this end; close them."""
    return SignedCalls(
        base_url=base_url,
        app_id=APP_ID,
        secret=SECRET,
        access_token=access_token,
        clock=clock or HandClock(),
        on_clock=on_clock,
        transport=httpx.MockTransport(end),
    )
