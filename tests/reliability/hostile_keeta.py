"""A Keeta that answers in every bad way, with a customer or our own secrets in each answer."""

import itertools
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.reliability.customers import Customer

Reply = tuple[int, dict[str, str], bytes]


class HostileKeeta(ThreadingHTTPServer):
    """Answers badly, each time in another way; every second question for an order it answers well.

    `calls` counts them by path, `strays` what came to the wrong place; `bad_given` says how many
    bad answers were given, of `BAD` that there are. `new_tokens` are what a refresh gives.
    """

    BAD = 12

    daemon_threads = True

    def __init__(self, new_tokens: dict[str, str]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: Counter[str] = Counter()
        self.strays: list[str] = []
        self.new_tokens = new_tokens
        self.customers: dict[str, Customer] = {}
        self.bad_given = 0
        self._asked = itertools.count()
        self._turn = itertools.count()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/api/open"

    def reply(self, path: str, body: bytes) -> Reply | None:
        """Return an answer, or None to hang up."""
        self.calls[path] += 1
        if path.endswith("/oauth/token"):
            return _json({"code": 0, "data": self.new_tokens | {"expiresIn": 7776000}})
        customer = self._asked_for(body)
        if path.endswith("/order/get") and customer and next(self._asked) % 2:
            return _json({"code": 0, "data": {"orderInfo": customer.info(status=30)}})
        mark = customer.mark if customer else "zq999999qz"
        turn = next(self._turn) % self.BAD
        self.bad_given += 1
        replies: list[Reply | None] = [
            _json({"code": 209000777, "message": f"{mark}\nmay not, see {body.decode()}"}),
            (500, {}, f"<h1>{mark}</h1>".encode() + body),
            (200, {}, b"no JSON: " + body),
            (302, {"Location": f"/elsewhere?{mark}"}, b""),
            (307, {"Location": "/elsewhere"}, b""),
            None,
            (401, {}, body),
            (429, {"Retry-After": "0.5"}, body),
            _json({"code": 115000110, "message": f"signature of {mark}"}),
            _json({"code": 0, "data": {"orderInfo": {"baseOrder": {"remark": mark}}}}),
            _json({"code": 0, "data": f"{mark} is no object"}),
            _json({"code": mark, "message": [mark]}),
        ]
        return replies[turn]

    def _asked_for(self, body: bytes) -> Customer | None:
        try:
            asked = json.loads(body or b"{}").get("orderViewId")
        except (ValueError, AttributeError):
            return None
        return self.customers.get(str(asked))


class _Handler(BaseHTTPRequestHandler):
    server: HostileKeeta
    protocol_version = "HTTP/1.1"

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if not self.path.startswith("/api/open"):
            self.server.strays.append(f"{self.command} {self.path}")
        reply = self.server.reply(self.path, body)
        if reply is None:
            self.close_connection = True
            return
        status, headers, content = reply
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_POST = do_GET = do_HEAD = _serve  # noqa: N815 - the names that http.server calls

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def hostile_keeta(new_tokens: dict[str, str] | None = None) -> Iterator[HostileKeeta]:
    server = HostileKeeta(new_tokens or {"accessToken": "a" * 20, "refreshToken": "r" * 20})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _json(value: object) -> Reply:
    return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()
