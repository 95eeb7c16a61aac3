"""`kitchen-app call` signs, sends, prints, and lets nothing private out."""

import argparse
import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kitchen_app.base.clock import SystemClock
from kitchen_app.base.loop_thread import LoopThread
from kitchen_app.cli.call import execute
from kitchen_app.domain.order import ShopId
from kitchen_app.domain.shop import HeldTokens, TokenPair
from kitchen_app.keeta.endpoints import ENDPOINTS, NOT_BY_HAND
from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.server import Sandbox
from kitchen_app.services.settings import Secrets
from kitchen_app.store.tokens import KeyringVault
from tests.e2e.installation import APP_ID, SECRET, SHOP_ID, Installation
from tests.e2e.stage import emulated_keeta
from tests.keyrings import MemoryKeyring, in_use

CONFIG = SandboxConfig(app_id=APP_ID, shop_id=SHOP_ID, secret=SECRET, access_token="e2e-token")


@pytest.fixture
def keeta() -> Iterator[tuple[Sandbox, LoopThread]]:
    with emulated_keeta(CONFIG) as running:
        yield running


@pytest.fixture
def installation(tmp_path: Path, keeta: tuple[Sandbox, LoopThread]) -> Installation:
    return Installation(tmp_path, base_url=keeta[0].base_url)


@pytest.fixture
def order_id(keeta: tuple[Sandbox, LoopThread]) -> int:
    sandbox, thread = keeta
    return thread.submit(sandbox.place_order()).result(timeout=5)


def call(installation: Installation, *arguments: str) -> tuple[int, str, str]:
    done = installation.command("call", *arguments, "--data-dir", str(installation.data_dir))
    assert SECRET not in done.stdout + done.stderr
    assert "e2e-token" not in done.stdout + done.stderr
    assert "ENC_" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_an_order_is_read_with_the_shop_of_the_configuration(
    installation: Installation, order_id: int
) -> None:
    code, out, _ = call(installation, "order/get", "--json", f'{{"orderViewId": {order_id}}}')
    assert code == 0
    info = json.loads(out)["data"]["orderInfo"]
    assert info["baseOrder"]["orderViewId"] == order_id


def test_a_call_that_changes_something_wants_to_be_sure(
    installation: Installation, order_id: int
) -> None:
    body = f'{{"orderViewId": {order_id}}}'
    code, out, err = call(installation, "/order/confirm/", "--json", body)
    assert (code, out) == (2, "")
    assert "--yes" in err
    assert call(installation, "order/confirm", "--json", body, "--yes")[0] == 0
    code, out, _ = call(installation, "order/confirm", "--json", body, "--yes")
    assert code == 1
    assert json.loads(out)["code"] != 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["order/list"], "not a documented call"),
        (["e2e-token"], "not a documented call"),
        (["ENC_abc"], "not a documented call"),
        (["base/oauth/token", "--yes"], "renews the tokens by itself"),
        (["base/image/upload", "--yes"], "merchant portal"),
        (["base/batchDecrypt", "--json", '{"cipherInfos": []}'], "personal data: add --yes"),
        (["order/get", "--json", "{"], "does not hold JSON"),
        (["order/get", "--json", "[1]"], "must hold an object"),
        (["order/get", "--json", '{"sig": "x", "appId": 1}'], "Leave appId, sig out"),
        (["order/get", "--json", '{"a": "\\ud800"}'], "half a character"),
        (["order/get", "--json", "[" * 5000], "nested too deeply"),
        (["order/get", "--json", '{"ENC_a e2e-token": 1, "ENC_a e2e-token": 2}'], "stands twice"),
    ],
)
def test_bad_input_is_told_before_anything_is_sent(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    code, out, err = call(Installation(tmp_path), *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_mistyped_folder_stays_away(tmp_path: Path) -> None:
    typo = tmp_path / "typo"
    done = Installation(tmp_path).command("call", "order/get", "--data-dir", str(typo))
    assert done.returncode == 2
    assert "holds no kitchen.toml" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not typo.exists()


def test_no_ciphertext_of_an_order_is_printed(
    installation: Installation, keeta: tuple[Sandbox, LoopThread]
) -> None:
    sandbox, thread = keeta
    order_id = thread.submit(sandbox.place_order(fulfilment="self_delivery")).result(timeout=5)
    code, out, _ = call(installation, "order/get", "--json", f'{{"orderViewId": {order_id}}}')
    assert code == 0
    assert json.loads(out)["data"]["orderInfo"]["recipientInfo"]["phone"] == "•••"


@contextmanager
def keeta_that_answers(answer: object) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Yield the address of a Keeta that says the same to everything, and what it was sent."""
    received: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class names it
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/open", received
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"code": 115000200, "message": f"e2e-token signed with {SECRET} for ENC_abc/d="}, 2),
        ({"code": 7, "message": f"wrong: {SECRET}"}, 1),
        ({"code": 0, "message": f"{SECRET}", "data": {"e2e-token": ["Bearer e2e-token"]}}, 0),
        ({"code": 0, "data": {"note": "see ENC_abc", "ENC_key": 1, "deep": '{"a":"ENC_x"}'}}, 0),
        (b'{"code":0,"data":' + b"[" * 800 + b"]" * 800 + b"}", 2),
    ],
    ids=["token refused", "refused", "success", "ciphertexts", "very deep"],
)
def test_nothing_private_gets_out_whatever_keeta_answers(
    tmp_path: Path, answer: object, code: int
) -> None:
    with keeta_that_answers(answer) as (url, _):
        found, out, err = call(Installation(tmp_path, base_url=url), "scm/shop/base/get")
    assert found == code
    assert ("•••" in out) if code != 2 else (len(err.splitlines()) == 1)


def test_what_is_opened_is_printed_only_when_sure(tmp_path: Path) -> None:
    body = json.dumps({"cipherInfos": [{"cipherText": "ENC_phone002"}]})
    opened = {"cipherText": "ENC_phone002", "plainText": "500000002", "errorCode": 0}
    with keeta_that_answers({"code": 0, "data": {"plainInfos": [opened]}}) as (url, received):
        installation = Installation(tmp_path, base_url=url)
        code, out, err = call(installation, "base/batchDecrypt", "--json", body)
        assert (code, out, received) == (2, "", [])
        assert "personal data: add --yes" in err
        code, out, _ = call(installation, "base/batchDecrypt", "--json", body, "--yes")
    assert code == 0
    assert json.loads(out)["data"]["plainInfos"] == [opened | {"cipherText": "•••"}]


@pytest.mark.parametrize(
    "partial",
    [
        {"code": 0, "message": "Partial Failure", "errorList": [{"spuId": 5, "code": 107000104}]},
        {"code": 0, "message": "Partial Failure"},
    ],
)
def test_a_partial_failure_is_printed_and_is_no_success(
    tmp_path: Path, partial: dict[str, object]
) -> None:
    with keeta_that_answers(partial) as (url, _):
        code, out, _ = call(Installation(tmp_path, base_url=url), "product/spu/batchcheck")
    assert code == 1
    assert json.loads(out) == partial


def test_no_shop_is_sent_where_the_page_has_none(tmp_path: Path) -> None:
    with keeta_that_answers({"code": 0, "message": "Success"}) as (url, received):
        installation = Installation(tmp_path, base_url=url)
        pages = '{"pageNum": 1, "pageSize": 200}'
        call(installation, "base/authorized/resource/get", "--json", pages)
        call(installation, "base/callback/url/set", "--yes")
        call(installation, "scm/shop/base/get")
    assert [set(body) - {"appId", "timestamp", "sig"} for body in received] == [
        {"accessToken", "pageNum", "pageSize"},
        set(),
        {"accessToken", "shopId"},
    ]


def test_the_token_is_the_one_that_the_program_has_renewed(
    installation: Installation,
    order_id: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What was typed in dies an hour after the first renewal."""
    monkeypatch.setenv("KITCHEN_APP_KEETA_SECRET", SECRET)
    now = SystemClock().now()
    pair = TokenPair(access_token="e2e-token", issued_at=now, expires_at=None)
    vault = KeyringVault(
        app_id=APP_ID,
        shop_id=ShopId(str(SHOP_ID)),
        pasted=Secrets(app_secret=SECRET),
        clock=SystemClock(),
    )
    options = argparse.Namespace(
        endpoint="order/get",
        json=f'{{"orderViewId": {order_id}}}',
        data_dir=installation.data_dir,
        yes=False,
    )
    with in_use(MemoryKeyring()):
        asyncio.run(vault.save(HeldTokens(pair=pair)))
        assert execute(options) == 0
    assert str(order_id) in capsys.readouterr().out


def test_an_unreachable_keeta_is_told_in_words(tmp_path: Path) -> None:
    code, _, err = call(Installation(tmp_path), "scm/shop/base/get")
    assert code == 2
    assert "cannot be reached" in err


def test_the_table_has_no_endpoint_twice_in_another_spelling() -> None:
    assert len({path.lower() for path in ENDPOINTS}) == len(ENDPOINTS)
    assert not set(ENDPOINTS) & set(NOT_BY_HAND)
