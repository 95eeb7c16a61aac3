"""Keeta's messages on their way to the core, without a socket, and what became of each."""

import asyncio
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kitchen_app.base.callback import Answer, RawCallback
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.sender import Push, Sender

CALLBACK_URL = "http://kitchen.test/keeta/model"
LEG_S = 0.05
"""How long anything is on its way."""


class Receiver(Protocol):
    """Who takes Keeta's messages: one run of the core."""

    dead: bool

    async def receive(self, raw: RawCallback) -> Answer: ...

    def stamp(self) -> datetime: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """A message that was answered with code 0."""

    message_id: str
    event_id: int
    message: str
    body: bytes
    at: float


class Post(Sender):
    """Hands messages to the run of the core that is up, instead of posting them."""

    def __init__(self, config: SandboxConfig) -> None:
        super().__init__(config)
        self.receiver: Receiver | None = None
        self.is_up = True
        self.reuse_next_id = False
        self.acknowledged: list[Acknowledged] = []
        self._last_id = ""

    async def start(self) -> None:
        """There is no connection to open."""

    async def stop(self) -> None:
        """Nor one to close."""

    async def send(
        self, push: Push, url: str | None, *, message_id: str, at_ms: int, attempt: int
    ) -> tuple[int | None, bool]:
        if self.reuse_next_id and self._last_id:
            self.reuse_next_id, message_id = False, self._last_id
        self._last_id = message_id
        return await super().send(push, url, message_id=message_id, at_ms=at_ms, attempt=attempt)

    async def _request(
        self, method: str, url: str, body: bytes | None, query: dict[str, str] | None = None
    ) -> tuple[int | None, bool]:
        answer = await self.deliver(body or b"")
        return (answer.status, answer.code == 0) if answer else (None, False)

    async def deliver(self, body: bytes) -> Answer | None:
        """Bring a body to the core; return its answer unless there was none in time."""
        await asyncio.sleep(LEG_S)
        receiver = self.receiver
        if receiver is None or not self.is_up:
            return None
        raw = RawCallback(body=body, received_at=receiver.stamp())
        try:
            async with asyncio.timeout(self._config.answer_within_s):
                answer = await receiver.receive(raw)
        except TimeoutError:
            return None
        if receiver.dead:
            return None
        if answer.code == 0 and body:
            self._note(body)
        return answer

    async def repeat(self, body: bytes, *, message_id: str) -> Answer | None:
        """Deliver what an earlier message said once more, under another id and well signed."""
        envelope = json.loads(body) | {"messageId": message_id}
        del envelope["sig"]
        signed = {"sig": self._sign(CALLBACK_URL, envelope, None)} | envelope
        return await self.deliver(json.dumps(signed).encode())

    def _note(self, body: bytes) -> None:
        envelope = json.loads(body)
        told = Acknowledged(
            message_id=str(envelope["messageId"]),
            event_id=envelope["eventId"],
            message=envelope["message"],
            body=body,
            at=asyncio.get_running_loop().time(),
        )
        self.acknowledged.append(told)
