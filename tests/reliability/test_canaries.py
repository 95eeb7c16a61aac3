"""No secret is in anything that the program writes, and no person where none may be.

The secrets and the customers are made up so that they can be found again: in files, in what is
printed, in the command line, in the texts of errors.
"""

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw
import httpx
import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.bootstrap.core import Core
from kitchen_app.bootstrap.core_config import CoreConfig
from kitchen_app.domain.order import OrderId
from kitchen_app.services.settings import KeetaSettings, Secrets, Settings, WebhookSettings
from kitchen_app.store.database import FILE_NAME
from kitchen_app.store.migrations.steps import STEPS
from kitchen_app.store.tokens import MemoryVault
from tests.builders import APP_ID
from tests.e2e.installation import SHOP_ID, Installation
from tests.logs import open_log
from tests.reliability.customers import MARK, Customer, envelope
from tests.reliability.hostile_keeta import HostileKeeta, hostile_keeta

APP_SECRET = "canary-app-secret-8f2c91d7"
ACCESS_TOKEN = "canary-access-token-51aa07c3"
REFRESH_TOKEN = "canary-refresh-token-e44b9d10"
NEW_TOKENS = {
    "accessToken": "canary-access-token-of-later",
    "refreshToken": "canary-refresh-token-of-later",
}
SECRETS = (APP_SECRET, ACCESS_TOKEN, REFRESH_TOKEN, *NEW_TOKENS.values())
WITHIN_S = 60.0
_LOOK_EVERY_S = 0.05
MAY_HOLD_PEOPLE = ("kitchen.db", "kitchen.db-wal", "backups/", "journal/")


class Shop(Installation):
    """An installation whose secrets can be found again; what it prints goes to files."""

    def __init__(self, folder: Path, keeta: HostileKeeta) -> None:
        super().__init__(folder / "data", base_url=keeta.base_url)
        self._printed = folder / "printed"
        self._printed.mkdir()

    @property
    def environment(self) -> dict[str, str]:
        whole = super().environment | {
            "KITCHEN_APP_KEETA_SECRET": APP_SECRET,
            "KITCHEN_APP_KEETA_ACCESS_TOKEN": ACCESS_TOKEN,
            "KITCHEN_APP_KEETA_REFRESH_TOKEN": REFRESH_TOKEN,
            # A proxy that nobody runs: a call that believed in it would never arrive.
            "HTTP_PROXY": "http://127.0.0.1:9",
            "HTTPS_PROXY": "http://127.0.0.1:9",
            "ALL_PROXY": "http://127.0.0.1:9",
        }
        return {name: value for name, value in whole.items() if name not in self.unset}

    @contextmanager
    def watched(self) -> Iterator["subprocess.Popen[str]"]:
        """Run the window, with everything that it prints in `printed`."""
        command = [sys.executable, "-m", "kitchen_app", "run", "--offscreen"]
        with (self._printed / "out").open("w") as out, (self._printed / "err").open("w") as err:
            process = subprocess.Popen(
                [*command, "--data-dir", str(self.data_dir)],
                env=self.environment,
                stdout=out,
                stderr=err,
                text=True,
            )
            try:
                self._wait_until_it_answers(process)
                yield process
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGTERM)
                process.wait(timeout=30)

    def printed(self) -> bytes:
        return b"".join(file.read_bytes() for file in sorted(self._printed.iterdir()))

    def files(self) -> dict[str, bytes]:
        """Return the bytes of every file that the program wrote."""
        return {
            file.relative_to(self.data_dir).as_posix(): file.read_bytes()
            for file in sorted(self.data_dir.rglob("*"))
            if file.is_file()
        }


def messages_of(customer: Customer) -> Iterator[bytes]:
    """Yield what Keeta, and others, say of a customer: well, badly and wrongly signed."""
    now = customer.ordered_at
    yield from (body for _, body in customer.day())
    if customer.number % 3 == 0:
        yield customer.refund(now)
    if customer.number % 4 == 0:
        yield customer.cancelled(now)
    forger = replace(customer, secret="not ours")
    yield forger.placed()
    yield customer.placed()[:-20]
    odd = {"orderViewId": customer.mark, "remark": f"{customer.mark}\n2026 ERROR forged"}
    for event_id in (1002, 1005, 1006):
        yield envelope(
            event_id,
            f"odd{customer.number}{event_id}",
            odd,
            at=now,
            url=customer.url,
            secret=customer.secret,
        )


def _command_line(process_id: int) -> bytes:
    return Path(f"/proc/{process_id}/cmdline").read_bytes()


def secrets_in(content: bytes) -> list[str]:
    return [secret for secret in SECRETS if secret.encode() in content]


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(round(WITHIN_S / _LOOK_EVERY_S)):
        if holds():
            return
        await asyncio.sleep(_LOOK_EVERY_S)
    raise AssertionError(f"not so within {WITHIN_S} s")


async def _send_all(url: str, keeta: HostileKeeta, customers: int) -> None:
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        for number in range(customers):
            customer = Customer(
                number=number, ordered_at=datetime.now(UTC), url=url, secret=APP_SECRET
            )
            keeta.customers[str(customer.order_id)] = customer
            for body in messages_of(customer):
                headers = {"Content-Type": "application/json"}
                answer = await client.post(url, content=body, headers=headers)
                assert answer.status_code != 500
                assert not secrets_in(answer.content)
                assert not MARK.search(answer.content)
    await until(lambda: keeta.bad_given >= keeta.BAD)


@pytest.mark.parametrize(
    "customers",
    [30, pytest.param(1000, marks=[pytest.mark.long, pytest.mark.timeout(1200)])],
)
async def test_a_day_of_orders_and_failures_leaves_no_secret_and_no_stray_person(
    tmp_path: Path, customers: int
) -> None:
    with hostile_keeta(NEW_TOKENS) as keeta:
        shop = Shop(tmp_path, keeta)
        with shop.watched() as process:
            await _send_all(shop.url, keeta, customers)
            if sys.platform == "linux":
                assert not secrets_in(_command_line(process.pid))
            listed = shop.command("orders", "--json", "--all", "--data-dir", str(shop.data_dir))
        assert len(shop.orders("--all")) >= customers
        assert not secrets_in((listed.stdout + listed.stderr).encode())
        assert not secrets_in(shop.printed())
        assert not MARK.search(shop.printed())
        files = shop.files()
        assert {name: found for name, data in files.items() if (found := secrets_in(data))} == {}
        with_people = {name for name, data in files.items() if MARK.search(data)}
        assert with_people, "the test can see a person who is there"
        assert [name for name in with_people if not name.startswith(MAY_HOLD_PEOPLE)] == []
        log = files["logs/kitchen.log"].decode()
        assert "row" in log, "the log tells of what could not be read"
        assert "\n2026 ERROR forged" not in log
        assert keeta.strays == [], "a redirect was followed"
        assert keeta.calls["/api/open/order/get"], "the proxy was believed in"


@pytest.mark.parametrize("variable", ["KITCHEN_APP_KEETA_SECRET", "KITCHEN_APP_KEETA_ACCESS_TOKEN"])
def test_a_run_that_cannot_start_prints_no_secret(tmp_path: Path, variable: str) -> None:
    with hostile_keeta() as keeta:
        shop = Shop(tmp_path, keeta)
    newer = apsw.Connection(str(shop.data_dir / FILE_NAME))
    newer.execute(f"CREATE TABLE t AS SELECT '{ACCESS_TOKEN}'")
    newer.pragma("user_version", len(STEPS) + 1)
    newer.close()
    shop.unset.add(variable)
    ended = shop.command("run", "--offscreen", "--data-dir", str(shop.data_dir))
    assert ended.returncode == 2
    assert not secrets_in((ended.stdout + ended.stderr).encode())


# In one process, with bugs planted at every border that logs


def _quoting(customer: Customer) -> Callable[..., Any]:
    """Return a bug whose text quotes all that must not be told."""

    def fail(*_args: object, **_names: object) -> Any:
        raise ValueError(f"cannot use {customer.mark} with {ACCESS_TOKEN}\n2026 ERROR forged")

    return fail


async def _until_logged(log: Path, *words: str) -> None:
    await until(lambda: all(word in log.read_text("utf-8") for word in words))


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("_store.inbox.add", "Could not store"),
        ("_ledger.record", "could not be applied"),
        ("_board._show", "A listener failed"),
        ("_keeta.orders.read", "could not be read or stored"),
        ("_store.inbox.waiting", "ValueError"),
        ("_server._sink", "A callback could not be taken in"),
    ],
)
async def test_a_bug_that_quotes_a_person_and_a_secret_is_logged_without_them(
    tmp_path: Path, where: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    with hostile_keeta() as keeta, open_log(tmp_path / "logs"):
        core = Core(_config(tmp_path, keeta))
        await core.start()
        try:
            customer = Customer(
                number=7, ordered_at=datetime.now(UTC), url=core.callback_url, secret=APP_SECRET
            )
            owner: Any = core
            *path, name = where.split(".")
            for part in path:
                owner = getattr(owner, part)
            setattr(owner, name, _quoting(customer))
            async with httpx.AsyncClient(trust_env=False) as client:
                headers = {"Content-Type": "application/json"}
                await client.post(core.callback_url, content=customer.placed(), headers=headers)
            core._sync.want(OrderId(str(customer.order_id)))
            await _until_logged(tmp_path / "logs" / "kitchen.log", told, "ValueError")
        finally:
            await core.stop()
    caplog.clear()
    log = (tmp_path / "logs" / "kitchen.log").read_bytes()
    assert not secrets_in(log)
    assert not MARK.search(log)
    assert all(line[:2] in (b"20", b"  ") for line in log.splitlines())


def _config(data_dir: Path, keeta: HostileKeeta) -> CoreConfig:
    return CoreConfig(
        data_dir=data_dir,
        settings=Settings(
            keeta=KeetaSettings(base_url=keeta.base_url, app_id=APP_ID, shop_id=SHOP_ID),
            webhook=WebhookSettings(port=0, path="/keeta/canary"),
        ),
        secrets=Secrets(app_secret=APP_SECRET, access_token=ACCESS_TOKEN),
        clock=SystemClock(),
        vault=MemoryVault(None),
    )


def test_a_leak_would_be_seen(tmp_path: Path) -> None:
    """The control: the same grep over a log that somebody fills carelessly."""
    customer = Customer(number=1, ordered_at=datetime.now(UTC) - timedelta(days=1))
    handler = logging.FileHandler(tmp_path / "careless.log")
    line = logging.LogRecord("x", logging.ERROR, "", 1, "%s with %s", (), None)
    line.args = (customer.placed(), ACCESS_TOKEN)
    handler.handle(line)
    handler.close()
    content = (tmp_path / "careless.log").read_bytes()
    assert secrets_in(content) == [ACCESS_TOKEN]
    assert MARK.search(content)
