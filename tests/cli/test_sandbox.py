"""`kitchen-app sandbox` runs alone and obeys its control API."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest

from kitchen_app.cli.sandbox import _switched
from kitchen_app.sandbox.config import SWITCHES

COMMAND = (sys.executable, "-m", "kitchen_app", "sandbox")


@pytest.fixture
def sandbox_url() -> Iterator[str]:
    process = subprocess.Popen(
        [
            *[*COMMAND, "--port", "0", "--shop-id", "77", "--app-id", "5", "--secret", "s3cret"],
            *["--set", "waiting_status=20", "--set", "success_member=true"],
        ],
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
        assert client.get(f"/_sandbox/orders/{order_id}").json()["status"] == 20  # as --set has it
        client.post(f"/_sandbox/orders/{order_id}/customer-cancel").raise_for_status()
        assert client.get(f"/_sandbox/orders/{order_id}").json()["status"] == 50


def test_a_program_may_bring_a_token_of_its_own(sandbox_url: str) -> None:
    """Only application, shop and secret have to agree."""
    with httpx.Client(base_url=sandbox_url) as client:
        order_id = client.post("/_sandbox/orders", json={}).json()["orderViewId"]
        members = {"accessToken": "mine", "appId": 5, "orderViewId": order_id, "shopId": 77}
        members["timestamp"] = int(time.time())
        text = "&".join(f"{name}={members[name]}" for name in sorted(members))
        url = f"{sandbox_url}/api/open/order/confirm"
        sig = hashlib.sha256(f"{url}?{text}s3cret".encode()).hexdigest()
        answer = client.post("/api/open/order/confirm", json=members | {"sig": sig})
    assert (answer.json()["code"], answer.json()["success"]) == (0, True)


def test_the_scenarios_are_listed_with_a_line_each() -> None:
    done = subprocess.run([*COMMAND, "--list"], capture_output=True, text=True, check=True)
    assert "lunch-rush" in done.stdout
    assert all(
        len(line.split(maxsplit=1)) == 2 for line in done.stdout.split("\n\n")[0].splitlines()
    )


def test_the_switches_are_listed_with_their_positions_and_the_usual_one_first() -> None:
    done = subprocess.run([*COMMAND, "--list"], capture_output=True, text=True, check=True)
    listed = dict(line.split(maxsplit=1) for line in done.stdout.split("\n\n")[1].splitlines())
    assert listed.keys() == SWITCHES.keys()
    assert listed["refund_id"] == "line (default) | spu"
    assert listed["waiting_status"] == "10 (default) | 20"
    assert listed["lazy_merchant_fee"] == "true (default) | false"


@pytest.mark.parametrize(
    ("name", "position"), [(name, each) for name, found in SWITCHES.items() for each in found]
)
def test_every_position_can_be_typed(name: str, position: object) -> None:
    typed = str(position).lower() if isinstance(position, bool) else str(position)
    assert _switched(f"{name}={typed}") == (name, position)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("refund_id=sku", "--set refund_id=VALUE takes one of line, spu, not 'sku'."),
        ("refund_id", "--set refund_id=VALUE takes one of line, spu, not ''."),
        ("test_shop=1", "--set test_shop=VALUE takes one of false, true, not '1'."),
        ("nonsense=1", "There is no switch 'nonsense': see kitchen-app sandbox --list."),
        ("", "There is no switch '': see kitchen-app sandbox --list."),
    ],
)
def test_a_switch_that_is_not_there_is_told_in_words(given: str, words: str) -> None:
    command = [*COMMAND, "--port", "0", "--set", given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert words in done.stderr


def test_an_unknown_scenario_is_told_in_words() -> None:
    command = [*COMMAND, "--port", "0", "--scenario", "nonsense"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert done.returncode == 2
    assert "nonsense" in done.stderr
    assert "Traceback" not in done.stderr
