"""B7: answers of Keeta's that nobody documents. What they mean is read back before anybody is told.

Each is the answer to an accept that was carried out, and to one that was not. A person sees no
failure before a read has shown how the order stands, nothing is done twice, and in the end both
sides agree.
"""

import asyncio
import json
import random
from pathlib import Path

import pytest

from kitchen_app.domain.actions import ActionKind, ActionState
from kitchen_app.sandbox.orders import Phase
from kitchen_app.services.board import CardView
from tests.reliability.core_side import prepare_file
from tests.reliability.ears import Listening
from tests.reliability.keeta_side import READ, OddAnswer, Wire
from tests.reliability.stage import Place, Stage
from tests.virtual_time import VirtualTimeLoop

CONFIRM = "/order/confirm"
RESOLVED_S = 100.0
_HTML = {"Content-Type": "text/html"}
_JSON = {"Content-Type": "application/json"}
_OK = b'{"code": 0, "message": "success"}'


def said(code: object, **more: object) -> bytes:
    return json.dumps({"code": code, "message": "as Keeta says", **more}).encode()


OPEN: dict[str, OddAnswer] = {
    "empty body": OddAnswer(),
    "blank body": OddAnswer(body=b"  \n"),
    "html": OddAnswer(body=b"<html>sign in</html>", headers=_HTML),
    "html that claims to be json": OddAnswer(body=b"<html>", headers=_JSON),
    "array": OddAnswer(body=b'[{"code": 0}]'),
    "text": OddAnswer(body=b'"success"'),
    "number": OddAnswer(body=b"0"),
    "null": OddAnswer(body=b"null"),
    "empty object": OddAnswer(body=b"{}"),
    "no code": OddAnswer(body=b'{"message": "success"}'),
    "code null": OddAnswer(body=said(None)),
    "code a word": OddAnswer(body=said("ok")),
    "code a truth": OddAnswer(body=said(False)),
    "code in a list": OddAnswer(body=said([0])),
    "cut": OddAnswer(body=_OK[:-9]),
    "cut in a character": OddAnswer(body='{"code": 0, "message": "成'.encode()[:-1]),
    "no utf-8": OddAnswer(body=b"\xff\xfe\x00"),
    "deep": OddAnswer(body=b"[" * 100_000),
    "huge and cut": OddAnswer(body=b'{"data": "' + b"x" * 5_000_000),
    "202": OddAnswer(status=202, body=_OK),
    "201": OddAnswer(status=201, body=_OK),
    "204": OddAnswer(status=204),
    "redirect": OddAnswer(status=302, headers={"Location": "http://elsewhere.test/"}),
    "redirect with a yes": OddAnswer(status=307, body=_OK, headers={"Location": "/x"}),
    "400 with a yes": OddAnswer(status=400, body=_OK),
    "401": OddAnswer(status=401),
    "403": OddAnswer(status=403, body=b"<html>", headers=_HTML),
    "404": OddAnswer(status=404, body=b"not found"),
    "413": OddAnswer(status=413, body=b"too large", headers=_HTML),
    "500": OddAnswer(status=500),
    "500 with a yes": OddAnswer(status=500, body=_OK),
    "502": OddAnswer(status=502, body=b"<html>", headers=_HTML),
    "503 with Retry-After": OddAnswer(status=503, headers={"Retry-After": "5"}),
    "504": OddAnswer(status=504),
    "520": OddAnswer(status=520, body=b"error 520", headers=_HTML),
    "530": OddAnswer(status=530),
    "system error": OddAnswer(body=said(309000000)),
    "internal error": OddAnswer(body=said(315000105)),
}
"""Nobody knows from them whether it was done."""

REFUSALS: dict[str, OddAnswer] = {
    "wrong state": OddAnswer(body=said(209009999)),
    "wrong state with data": OddAnswer(body=said(209009999, data={"status": 20})),
    "unlisted code": OddAnswer(body=said(424242)),
    "negative code": OddAnswer(body=said(-1)),
    "code as text": OddAnswer(body=said("209009999")),
    "code in HTTP 400": OddAnswer(status=400, body=said(209009999)),
    "code in HTTP 409": OddAnswer(status=409, body=said(209009999)),
    "code in html's clothes": OddAnswer(body=said(209009999), headers=_HTML),
    "code without words": OddAnswer(body=b'{"code": 209009999}'),
    "code with odd words": OddAnswer(body=b'{"code": 209009999, "message": {"a": [1]}}'),
}
"""Keeta says no; often because it is so already."""

PUT_OFF: dict[str, OddAnswer] = {
    "429": OddAnswer(status=429),
    "429 with seconds": OddAnswer(status=429, headers={"Retry-After": "7"}),
    "429 with a date": OddAnswer(
        status=429, headers={"Retry-After": "Wed, 01 Jul 2026 12:01:00 GMT"}
    ),
    "429 for ever": OddAnswer(status=429, headers={"Retry-After": "99999999"}),
    "429 with less than nothing": OddAnswer(status=429, headers={"Retry-After": "-5"}),
    "429 with a yes": OddAnswer(status=429, body=_OK),
    "bad signature": OddAnswer(body=said(115000110)),
}
"""Not carried out: sent again, and nobody is told of a failure."""

ODD = OPEN | REFUSALS | PUT_OFF
EITHER_WAY = [*OPEN, *REFUSALS]
CASES = [
    *[(name, False) for name in [*EITHER_WAY[::2], *PUT_OFF]],
    *[(name, True) for name in EITHER_WAY[1::2]],
    *[pytest.param(name, True, marks=pytest.mark.long) for name in EITHER_WAY[::2]],
    *[pytest.param(name, False, marks=pytest.mark.long) for name in EITHER_WAY[1::2]],
]


class Watcher:
    """Sees whether a failure is shown before anybody has looked how the order stands."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self.early: list[CardView] = []

    def note(self, card: CardView) -> None:
        if card.failure is None:
            return
        (first, *_) = [call for call in self._wire.calls if call.path == CONFIRM]
        reads = [call for call in self._wire.calls if call.path == READ]
        if not any(first.ended_at and read.sent_at >= first.ended_at for read in reads):
            self.early.append(card)


async def play(stage: Stage, odd: OddAnswer) -> None:
    wire = stage.keeta.wire
    watcher = Watcher(wire)
    stage.run.board.card_changed.connect(watcher.note)
    order = stage.place("delivery")
    await stage.pass_time(1.0)
    wire.odd[CONFIRM] = odd
    action = await stage.touch(ActionKind.ACCEPT, order)
    assert action is not None
    await stage.pass_time(RESOLVED_S)
    await stage.look()
    assert not wire.odd, "the odd answer was given"
    assert watcher.early == []
    settled = stage.run.store.actions.get(action.key)
    applied = [call for call in wire.calls if call.path == CONFIRM and call.applied_at]
    assert len(applied) <= 1
    is_refused = any(odd.body == each.body for each in REFUSALS.values())
    wanted = ActionState.REFUSED if is_refused and not applied else ActionState.DONE
    assert settled.state is wanted
    assert order.phase is (Phase.WAITING if wanted is ActionState.REFUSED else Phase.ACCEPTED)
    assert not any("elsewhere" in call.path for call in wire.calls)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepare_file(tmp_path_factory.mktemp("prepared"))


@pytest.mark.parametrize(("name", "is_applied"), CASES)
def test_no_odd_answer_is_a_failure_before_a_read(
    tmp_path: Path, prepared: Path, name: str, is_applied: bool
) -> None:
    plain = ODD[name]
    odd = plain
    if is_applied:
        odd = OddAnswer(
            status=plain.status, body=plain.body, headers=plain.headers, is_applied=True
        )

    async def life() -> None:
        stage = Stage(Place(folder=tmp_path / "life", prepared=prepared), 7)
        await stage.raise_curtain()
        try:
            await play(stage, odd)
        finally:
            await stage.drop_curtain()

    random.seed(7)
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner, Listening() as listening:
        runner.run(life())
        listening.judge()
