"""`kitchen-app sandbox` runs alone and obeys its control API."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest


@pytest.fixture
def sandbox_url() -> Iterator[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kitchen_app", "sandbox", "--port", "0", "--shop-id", "77"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().split()[-1].removesuffix("/api/open")
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert "Traceback" not in errors


def test_an_order_is_placed_and_cancelled_by_script(sandbox_url: str) -> None:
    with httpx.Client(base_url=sandbox_url) as client:
        placed = client.post("/_sandbox/orders", json={"fulfilment": "pickup"}).json()
        order_id = placed["orderViewId"]
        assert client.get(f"/_sandbox/orders/{order_id}").json()["status"] == 10
        client.post(f"/_sandbox/orders/{order_id}/customer-cancel").raise_for_status()
        assert client.get(f"/_sandbox/orders/{order_id}").json()["status"] == 50
