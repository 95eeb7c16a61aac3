"""The real core behind its real listener, on the loop of the test, with no Keeta to be reached."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings
from kitchen_app.store.tokens import MemoryVault
from tests.builders import APP_ID, SECRET
from tests.e2e.installation import SHOP_ID
from tests.reliability.customers import Customer

JSON = {"Content-Type": "application/json"}
SECRET_PATH = "/keeta/5e0f1c"
NOBODY = "http://127.0.0.1:9/api/open"


class OpenShop:
    """A running core and how to reach it."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.url = core.callback_url
        self.port = httpx.URL(core.callback_url).port or 0
        self.path = httpx.URL(core.callback_url).path

    def customer(self, number: int) -> Customer:
        return Customer(number=number, ordered_at=datetime.now(UTC), url=self.url, secret=SECRET)

    @property
    def stored(self) -> int:
        """How many messages the inbox holds."""
        (count,) = self.core._store.inbox._db.execute_sql("SELECT count(*) FROM inbox").fetchone()
        return int(count)

    async def raw(self, request: bytes, *, within_s: float = 10) -> bytes:
        """Send bytes over a connection of their own; return what comes back until it closes."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        try:
            writer.write(request)
            async with asyncio.timeout(within_s):
                return await reader.read(200)
        except ConnectionError:
            return b""
        finally:
            writer.transport.abort()

    def request(self, body: bytes, **headers: str) -> bytes:
        """Return the bytes of a request; `headers` are written with `-` for `_`."""
        named = {
            "Host": "127.0.0.1",
            "Content-Type": "application/json",
            "Content-Length": str(len(body)),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        lines = [f"POST {self.path} HTTP/1.1", *(f"{k}: {v}" for k, v in named.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@asynccontextmanager
async def open_shop(data_dir: Path) -> AsyncIterator[OpenShop]:
    core = Core(
        CoreConfig(
            data_dir=data_dir,
            settings=Settings(
                keeta=KeetaSettings(base_url=NOBODY, app_id=APP_ID, shop_id=SHOP_ID),
                webhook=WebhookSettings(port=0, path=SECRET_PATH),
            ),
            secrets=Secrets(app_secret=SECRET),
            clock=SystemClock(),
            vault=MemoryVault(None),
        )
    )
    await core.start()
    try:
        yield OpenShop(core)
    finally:
        await core.stop()
