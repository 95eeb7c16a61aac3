"""The table of endpoints against the lists in the guides."""

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.endpoint_table import ENDPOINTS
from kitchen_app.sandbox.server import Sandbox

# The order guide's table 1.2 and the self-delivery pages.
ORDER = {
    "confirm",
    "get",
    "prepare",
    "cancel",
    "agree",
    "reject",
    "collect",
    "refund/part/products/preview",
    "refund/part/apply",
    "dispatched",
    "delivered",
}
# The store guide's table 1.2.
STORE = {
    "base/get",
    "business/hour/effective/get",
    "special/business/hour/effective/get",
    "picture/main/update",
    "contact/update",
    "status/open",
    "status/rest",
    "business/hour/effective/update",
    "special/business/hour/effective/update",
}
BASE = {
    "oauth/token",
    "authorized/resource/get",
    "callback/url/set",
    "batchDecrypt",
    "image/upload",
}
PRODUCT = {
    "spustatus/batchupdatebycode",
    "spustatus/batchupdate",
    "choicegroupskustatus/batchupdatebycode",
    "choicegroupskustatus/batchupdate",
    "spu/batchcheck",
}


def test_every_documented_endpoint_is_there() -> None:
    documented = {
        *(f"/order/{path}" for path in ORDER),
        *(f"/scm/shop/{path}" for path in STORE),
        *(f"/base/{path}" for path in BASE),
        *(f"/product/{path}" for path in PRODUCT),
    }
    assert set(ENDPOINTS) == documented


async def test_every_endpoint_has_a_handler() -> None:
    async with Sandbox(SandboxConfig()) as sandbox:
        assert set(sandbox.world.endpoints()._handlers) == set(ENDPOINTS)


def test_only_two_calls_come_without_a_token() -> None:
    free = {path for path, endpoint in ENDPOINTS.items() if not endpoint.with_token}
    assert free == {"/base/oauth/token", "/base/callback/url/set"}
