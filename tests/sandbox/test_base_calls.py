"""The basic endpoints beside tokens."""

import io
from typing import Any, Literal

import aiohttp
import pytest

from kitchen_app.sandbox.signing import sign
from tests.sandbox.fakes import Scene, scene

PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


def png(width: int, height: int, length: int = 64) -> bytes:
    return (PNG_HEAD + width.to_bytes(4) + height.to_bytes(4)).ljust(length, b"\x00")


async def upload(on: Scene, image: bytes | None, **members: object) -> dict[str, Any]:
    config, sandbox = on.sandbox.config, on.sandbox
    fields = {
        "appId": config.app_id,
        "accessToken": config.access_token,
        "timestamp": 1751443000,
        "shopId": config.shop_id,
        "imageName": "front.png",
    } | members
    url = f"{sandbox.base_url}/base/image/upload"
    form = aiohttp.FormData({name: str(value) for name, value in fields.items()})
    form.add_field("sig", sign(url, {k: str(v) for k, v in fields.items()}, config.secret))
    if image is not None:
        form.add_field(
            "imageData", io.BytesIO(image), filename="front.png", content_type="image/png"
        )
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
        assert answer.status == 200
        result: dict[str, Any] = await answer.json()
        return result


@pytest.mark.parametrize("switch", ["longitute", "longitude"])
async def test_authorized_shops_come_in_pages(switch: Literal["longitute", "longitude"]) -> None:
    others = tuple(range(470012, 470016))
    async with scene(other_shop_ids=others, longitude_name=switch) as on:
        path = "/base/authorized/resource/get"
        pages = [
            (await on.client.call_shop(path, pageNum=number, pageSize=2))["data"]
            for number in (1, 2, 3, 4)
        ]
        ids = [[shop["id"] for shop in page["authorizedShops"]] for page in pages]
        assert ids == [[470011, 470012], [470013, 470014], [470015], []]
        assert pages[0]["page"] == {"pageNum": 1, "pageSize": 2, "totalPage": 3}
        assert isinstance(pages[0]["authorizedShops"][0][switch], str)
        for wrong in ({"pageNum": 0, "pageSize": 2}, {"pageNum": 1, "pageSize": 201}):
            assert (await on.client.call_shop(path, **wrong))["code"] == 115000201


async def test_a_callback_url_is_set_without_a_token() -> None:
    async with scene() as on:
        url = on.receiver.url.replace("callback", "accepted")
        path = "/base/callback/url/set"
        body = {"appId": 3800000001, "timestamp": 1, "eventId": 1002, "url": url, "isTest": 1}
        answer = await on.client.send(path, on.client.sign_again(path, body))
        assert answer == {"code": 0, "message": "Success"}
        assert on.sandbox.callbacks.url_of(1002) == url
        for wrong in ({"url": "nowhere"}, {"isTest": 2}, {"eventId": None}):
            refused = await on.client.send(path, on.client.sign_again(path, body | wrong))
            assert refused["code"] == 115000201


async def test_decrypt_reads_self_delivery_orders_only() -> None:
    async with scene() as on:
        own = await on.accepted(fulfilment="self_delivery")
        keetas = await on.accepted()
        phones = [(await on.info(each))["recipientInfo"]["phone"] for each in (own, keetas)]
        infos = [{"cipherText": text} for text in (*phones, "ENC_unknown")]
        answer = await on.client.call_shop("/base/batchDecrypt", cipherInfos=infos)
        read, kept, unknown = answer["data"]["plainInfos"]
        assert read["plainText"].startswith("5000")
        assert (read["errorCode"], read["errorMsg"]) == (0, "success")
        assert kept["plainText"] == unknown["plainText"] == ""
        assert kept["errorCode"] != 0
        assert unknown["errorCode"] != 0


async def test_decrypt_may_fail_as_a_whole() -> None:
    async with scene(undecryptable="call") as on:
        infos = [{"cipherText": "ENC_unknown"}]
        answer = await on.client.call_shop("/base/batchDecrypt", cipherInfos=infos)
    assert answer["code"] == 115000232


async def test_decrypt_takes_fifty() -> None:
    async with scene() as on:
        infos = [{"cipherText": "ENC_x"}] * 51
        path = "/base/batchDecrypt"
        assert (await on.client.call_shop(path, cipherInfos=infos))["code"] == 115000201
        assert (await on.client.call_shop(path, cipherInfos=infos[:50]))["code"] == 0


@pytest.mark.parametrize("switch", ["text", "object"])
async def test_an_uploaded_image_can_be_fetched(switch: Literal["text", "object"]) -> None:
    async with scene(upload_data=switch) as on:
        image = png(900, 900, 3_000_000)
        data = (await upload(on, image))["data"]
        url = data if switch == "text" else data["url"]
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            assert (answer.status, await answer.read()) == (200, image)
        async with aiohttp.ClientSession() as session, session.get(f"{url}x") as answer:
            assert answer.status == 404


@pytest.mark.parametrize(
    "image",
    [png(599, 450), png(600, 449), png(900, 900, 5 * 1024 * 1024 + 1), b"GIF89a", b"", None],
    ids=["narrow", "low", "heavy", "gif", "empty", "missing"],
)
async def test_an_image_that_is_refused(image: bytes | None) -> None:
    async with scene() as on:
        assert (await upload(on, image))["code"] == 115000250


async def test_an_upload_is_signed_and_complete() -> None:
    async with scene() as on:
        assert (await upload(on, png(900, 900), accessToken="stale"))["code"] == 115000203
        assert (await upload(on, png(900, 900), shopId=7))["code"] == 115000210
        url = f"{on.sandbox.base_url}/base/image/upload"
        form = aiohttp.FormData({"appId": "3800000001", "timestamp": "1", "sig": "0" * 64})
        async with aiohttp.ClientSession() as session, session.post(url, data=form) as answer:
            assert (await answer.json())["code"] == 115000110


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "application/json"]
)
async def test_an_upload_that_is_no_form(content_type: str) -> None:
    async with scene() as on, aiohttp.ClientSession() as session:
        url, headers = f"{on.sandbox.base_url}/base/image/upload", {"Content-Type": content_type}
        async with session.post(url, data=b"{}", headers=headers) as answer:
            assert (answer.status, (await answer.json())["code"] > 0) == (200, True)


@pytest.mark.parametrize(("http_callback_url", "code"), [("accepted", 0), ("refused", 115000201)])
async def test_an_address_without_https_is_taken_or_refused(
    http_callback_url: Literal["accepted", "refused"], code: int
) -> None:
    path = "/base/callback/url/set"
    async with scene(http_callback_url=http_callback_url) as on:
        for scheme, wanted in (("http", code), ("https", 0), ("ftp", 115000201)):
            url = f"{scheme}://a.test/hook"
            body = {"appId": 3800000001, "timestamp": 1, "eventId": 1001, "url": url, "isTest": 1}
            answer = await on.client.send(path, on.client.sign_again(path, body))
            assert answer["code"] == wanted
