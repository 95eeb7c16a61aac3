"""Pictures come over https from wherever they lie, within limits and as from a stranger."""

import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import httpx
import pytest
from aiohttp import web

from kitchen_app.keeta.pictures import LARGEST_BYTES, PictureDownload
from kitchen_app.services.errors import PictureUnavailable
from tests.certificates import tls_pair

_PLAIN = "http://127.0.0.1:9/api/open"
Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Host:
    """Serves over https; `seen` are the headers of each request."""

    def __init__(self) -> None:
        self.seen: list[dict[str, str]] = []
        self.origin = ""
        self.plain = ""

    async def picture(self, request: web.Request) -> web.Response:
        self.seen.append({name.lower(): value for name, value in request.headers.items()})
        answer = web.Response(body=b"a picture")
        answer.set_cookie("who", "a customer")
        return answer

    async def large(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        try:
            for _ in range(LARGEST_BYTES // 65536 + 2):
                await answer.write(bytes(65536))
        except ConnectionError:
            self.seen.append({"cut": "off"})
        return answer

    async def elsewhere(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(f"{self.origin}/picture")

    async def to_plain(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(f"{self.plain}/picture")

    async def in_circles(self, request: web.Request) -> web.Response:
        raise web.HTTPFound(f"{self.origin}/in_circles")

    async def missing(self, request: web.Request) -> web.Response:
        raise web.HTTPNotFound

    def routes(self) -> list[web.RouteDef]:
        names = ("picture", "large", "elsewhere", "to_plain", "in_circles", "missing")
        return [web.get(f"/{name}", getattr(self, name)) for name in names]


async def _serve(host: Host, context: ssl.SSLContext | None) -> tuple[web.AppRunner, int]:
    app = web.Application()
    app.add_routes(host.routes())
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
    return runner, runner.addresses[0][1]


@pytest.fixture
async def host(contexts: tuple[ssl.SSLContext, ssl.SSLContext]) -> AsyncIterator[Host]:
    host = Host()
    secure, port = await _serve(host, contexts[0])
    plain, plain_port = await _serve(host, None)
    host.origin, host.plain = f"https://127.0.0.1:{port}", f"http://127.0.0.1:{plain_port}"
    yield host
    await secure.cleanup()
    await plain.cleanup()


@pytest.fixture
def contexts(tmp_path: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return tls_pair(tmp_path)


@pytest.fixture
async def download(
    contexts: tuple[ssl.SSLContext, ssl.SSLContext],
) -> AsyncIterator[PictureDownload]:
    made = PictureDownload(
        base_url=_PLAIN, transport=httpx.AsyncHTTPTransport(verify=contexts[1], trust_env=False)
    )
    yield made
    await made.close()


@pytest.mark.parametrize("path", ["/picture", "/elsewhere"])
async def test_a_picture_comes_and_nothing_of_us_goes(
    download: PictureDownload, host: Host, path: str
) -> None:
    for _ in range(2):
        assert await download.fetch(host.origin + path) == b"a picture"
    for headers in host.seen:
        assert not headers.keys() & {"cookie", "authorization", "referer"}


@pytest.mark.parametrize("path", ["/large", "/to_plain", "/in_circles", "/missing"])
async def test_what_is_too_much_or_leads_astray_is_not_taken(
    download: PictureDownload, host: Host, path: str
) -> None:
    with pytest.raises(PictureUnavailable):
        await download.fetch(host.origin + path)
    assert {"cookie"} not in [set(headers) for headers in host.seen]
    assert not any("user-agent" in headers for headers in host.seen), "nothing plain was asked"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/a.jpg", "https://127.0.0.1:1/a.jpg", "https://[", "file:///etc", ""]
)
async def test_an_address_that_leads_nowhere_is_no_bug(download: PictureDownload, url: str) -> None:
    with pytest.raises(PictureUnavailable):
        await download.fetch(url)


async def test_a_stranger_without_a_good_certificate_is_not_believed(host: Host) -> None:
    download = PictureDownload(base_url=_PLAIN)
    with pytest.raises(PictureUnavailable):
        await download.fetch(f"{host.origin}/picture")
    await download.close()
    assert host.seen == []


async def test_plain_http_is_taken_from_a_plain_keeta_only(host: Host) -> None:
    download = PictureDownload(base_url=f"{host.plain}/api/open")
    assert await download.fetch(f"{host.plain}/picture") == b"a picture"
    await download.close()
