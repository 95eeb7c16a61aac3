"""A kitchen-app of its own process, with a configuration like an owner's, and a sender of
callbacks that shares no code with the program."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

APP_ID = 3800000001
SHOP_ID = 470011
SECRET = "e2e-secret"
START_WITHIN_S = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Installation:
    """One data directory and the commands that work on it."""

    def __init__(self, data_dir: Path, *, base_url: str = "http://127.0.0.1:9/api/open") -> None:
        self.data_dir = data_dir
        self.unset: set[str] = set()
        self.extra: dict[str, str] = {}
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}/keeta/e2e"
        data_dir.mkdir(parents=True, exist_ok=True)
        (data_dir / "kitchen.toml").write_text(
            f'[keeta]\nbase_url = "{base_url}"\napp_id = {APP_ID}\nshop_id = {SHOP_ID}\n'
            f'callback_url = "{self.url}"\n\n'
            f'[webhook]\nhost = "127.0.0.1"\nport = {self.port}\npath = "/keeta/e2e"\n',
            "utf-8",
        )

    @property
    def environment(self) -> dict[str, str]:
        whole = os.environ | {
            "KITCHEN_APP_KEETA_SECRET": SECRET,
            "KITCHEN_APP_KEETA_ACCESS_TOKEN": "e2e-token",
            "QT_QPA_PLATFORM": "offscreen",
            **self.extra,
        }
        return {name: value for name, value in whole.items() if name not in self.unset}

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a short command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "kitchen_app", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def orders(self, *arguments: str) -> list[dict[str, Any]]:
        done = self.command("orders", "--json", "--data-dir", str(self.data_dir), *arguments)
        assert done.returncode == 0, done.stderr
        rows: list[dict[str, Any]] = json.loads(done.stdout)
        return rows

    @contextmanager
    def running(self, *arguments: str, watched: bool = False) -> Iterator["subprocess.Popen[str]"]:
        """Run the window until the context ends; wait first until it answers.

        Without a watchdog, unless `watched`: what is done to the process is done to the program.
        """
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "kitchen_app", "run", "--offscreen"),
                *("--data-dir", str(self.data_dir), *arguments),
                *(() if watched else ("--unwatched",)),
            ],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            self._wait_until_it_answers(process)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.communicate(timeout=30)

    def _wait_until_it_answers(self, process: "subprocess.Popen[str]") -> None:
        deadline = time.monotonic() + START_WITHIN_S
        with httpx.Client(transport=httpx.HTTPTransport(retries=0)) as client:
            while process.poll() is None and time.monotonic() < deadline:
                try:
                    if client.post(self.url, content=b"").status_code == httpx.codes.OK:
                        return
                except httpx.TransportError:
                    continue
        _, errors = process.communicate(timeout=5)
        raise AssertionError(f"kitchen-app did not start: {errors}")


def signed(url: str, *, event_id: int, message_id: str, message: dict[str, Any]) -> bytes:
    """Return a callback as Keeta would send it now."""
    envelope: dict[str, Any] = {
        "appId": APP_ID,
        "eventId": event_id,
        "message": json.dumps(message, ensure_ascii=False),
        "messageId": message_id,
        "shopId": SHOP_ID,
        "timestamp": int(time.time()),
    }
    text = url + "?" + "&".join(f"{k}={envelope[k]}" for k in sorted(envelope)) + SECRET
    envelope["sig"] = hashlib.sha256(text.encode()).hexdigest()
    return json.dumps(envelope, ensure_ascii=False).encode()


def placed(number: int, *, ago_s: float = 0) -> tuple[str, dict[str, Any]]:
    """Return the id and the 1001 message of an order placed `ago_s` seconds ago."""
    order_id = 761200000000000 + number
    now_ms = int((time.time() - ago_s) * 1000)
    message = {
        "baseOrder": {
            "orderViewId": order_id,
            "ctime": now_ms,
            "chooseTableware": 1,
            "payType": "applepay",
            "payTypeDesc": "Apple Pay",
        },
        "merchantOrder": {
            "orderViewId": order_id,
            "shopId": SHOP_ID,
            "seqNoStr": str(1000 + number),
            "status": 10,
            "userGetMode": "delivery",
        },
        "feeDtl": {"customerFee": {"i18n": {"currency": "SAR"}, "payTotal": 6800}},
        "products": [
            {"id": 330000000 + number, "name": "شاورما دجاج", "count": 2, "remark": "بدون مخلل"}
        ],
    }
    return str(order_id), message
