"""Odd calls of every endpoint, made from its description, get Keeta's answers and nothing else."""

from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis

from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.openapi import description
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.sandbox.signing import sign

EXAMPLES = 12
schema = schemathesis.openapi.from_dict(description())

# Keeta answers HTTP 200 to whatever it received, nonsense too, so only these checks can apply.
CHECKS = [
    schemathesis.checks.not_a_server_error,
    schemathesis.checks.response_schema_conformance,
    schemathesis.checks.status_code_conformance,
    schemathesis.checks.content_type_conformance,
]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    thread = LoopThread("sandbox")
    thread.start()
    # Ever more calls come within a second: the limits would answer instead of the endpoints.
    running = Sandbox(SandboxConfig(rate_limits=False))
    thread.submit(running.start()).result(timeout=10)
    order_id = thread.submit(running.place_order(fulfilment="self_delivery")).result(timeout=10)
    thread.call_soon(lambda: running.accept_in_keeta_app(order_id))
    yield running
    thread.submit(running.stop()).result(timeout=10)
    thread.stop()


@schema.parametrize()
@hypothesis.settings(max_examples=EXAMPLES, deadline=None)
def test_unsigned_calls_are_refused_in_keetas_way(
    case: schemathesis.Case[Any], sandbox: Sandbox
) -> None:
    case.call_and_validate(base_url=sandbox.base_url, checks=CHECKS)


@schema.include(path_regex="^(?!/base/image)").parametrize()
@hypothesis.settings(max_examples=EXAMPLES, deadline=None)
def test_signed_calls_with_odd_members_are_answered_in_keetas_way(
    case: schemathesis.Case[Any], sandbox: Sandbox
) -> None:
    if isinstance(case.body, dict):
        try:
            case.body = _signed(case.body, case.path, sandbox)
        except (UnicodeEncodeError, ValueError):
            hypothesis.reject()
    case.call_and_validate(base_url=sandbox.base_url, checks=CHECKS)


def _signed(given: dict[str, Any], path: str, sandbox: Sandbox) -> dict[str, Any]:
    """Return the body made genuine, so that it gets past the signature check."""
    body: dict[str, Any] = {name: value for name, value in given.items() if name != "sig"}
    config = sandbox.config
    body |= {"appId": config.app_id, "timestamp": 1751443000, "shopId": config.shop_id}
    if "accessToken" in body:
        body["accessToken"] = config.access_token
    if "orderViewId" in body:
        body["orderViewId"] = sandbox.orders()[0].order_view_id
    sig = sign(f"{sandbox.base_url}{path}", body, config.secret)
    return body | {"sig": sig}
