"""The basic endpoints: tokens, authorized shops, callback URLs, decryption, images."""

import math
from typing import Any

from kitchen_app.sandbox.authorization import Authorization
from kitchen_app.sandbox.callbacks import Callbacks
from kitchen_app.sandbox.config import Fulfilment, SandboxConfig
from kitchen_app.sandbox.images import Images
from kitchen_app.sandbox.menu_data import MENUS
from kitchen_app.sandbox.orders import OrderBook
from kitchen_app.sandbox.refusals import BAD_BUSINESS_PARAMETER, BAD_IMAGE, RefusedError
from kitchen_app.sandbox.replies import DONE, Handler, Parameters, Reply
from kitchen_app.sandbox.shop_facts import shop_name

IMAGE = "imageData"
"""The form field that carries the file: excluded from the signature."""
IMAGES_PATH = "/_sandbox/images"

_SCHEMES = ("http://", "https://")
_NOT_ALLOWED = 115000231  # invented: a text of an order that Keeta delivers
_NO_SUCH_TEXT = 115000232  # invented: no such ciphertext


class BaseCalls:
    """Carries out the calls that are about neither an order nor the shop."""

    def __init__(
        self,
        config: SandboxConfig,
        *,
        authorization: Authorization,
        callbacks: Callbacks,
        book: OrderBook,
        images: Images,
    ) -> None:
        self._config = config
        self._authorization = authorization
        self._callbacks = callbacks
        self._book = book
        self._images = images

    def handlers(self) -> dict[str, Handler]:
        return {
            "/base/oauth/token": self._token,
            "/base/authorized/resource/get": self._resources,
            "/base/callback/url/set": self._set_callback_url,
            "/base/batchDecrypt": self._decrypt,
            "/base/image/upload": self._upload,
        }

    def _token(self, parameters: Parameters) -> Reply:
        if parameters["grantType"] == "refresh_token":
            tokens = self._authorization.refresh(parameters["refreshToken"])
        else:
            tokens = self._authorization.exchange(parameters["code"])
        shapes = {
            "flat": Reply(flat=tokens),
            "data": Reply(data=tokens),
            "data.data": Reply(data={"data": tokens}),
        }
        return shapes[self._config.token_shape]

    def _resources(self, parameters: Parameters) -> Reply:
        number, size = parameters["pageNum"], parameters["pageSize"]
        shop_ids = self._authorization.shop_ids
        shown = shop_ids[(number - 1) * size : number * size]
        return Reply(
            data={
                "userId": "800111222",
                "brandId": self._config.brand_id,
                "brandName": "Sandbox brand",
                "authorizedShops": [self._shop(shop_id) for shop_id in shown],
                "page": {
                    "pageNum": number,
                    "pageSize": size,
                    "totalPage": math.ceil(len(shop_ids) / size),
                },
            }
        )

    def _shop(self, shop_id: int) -> dict[str, Any]:
        menu = MENUS[self._config.languages[0]]
        return {
            "id": shop_id,
            "name": shop_name(self._config, shop_id),
            "address": menu.district,
            self._config.longitude_name: str(menu.longitude),
            "latitude": str(menu.latitude),
        }

    def _set_callback_url(self, parameters: Parameters) -> Reply:
        url = parameters["url"]
        allowed = ("https://",) if self._config.http_callback_url == "refused" else _SCHEMES
        if not url.startswith(allowed):
            raise RefusedError(BAD_BUSINESS_PARAMETER, "url is invalid")
        self._callbacks.register(parameters["eventId"], url, is_test=parameters["isTest"] == 1)
        return DONE

    def _decrypt(self, parameters: Parameters) -> Reply:
        """Read the texts of self-delivery orders; others fail, alone or all together."""
        infos = [self._plain_info(each["cipherText"]) for each in parameters["cipherInfos"]]
        failed = next((info for info in infos if info["errorCode"]), None)
        if failed is not None and self._config.undecryptable == "call":
            raise RefusedError(failed["errorCode"], failed["errorMsg"])
        return Reply(data={"plainInfos": infos})

    def _plain_info(self, cipher_text: str) -> dict[str, Any]:
        order = self._book.find_by_cipher_text(cipher_text)
        info: dict[str, Any] = {"cipherText": cipher_text, "plainText": ""}
        if order is None:
            return info | {"errorCode": _NO_SUCH_TEXT, "errorMsg": "decrypt failed"}
        if order.fulfilment is not Fulfilment.SELF_DELIVERY:
            return info | {"errorCode": _NOT_ALLOWED, "errorMsg": "decrypt is not allowed"}
        plain_text = order.plain_texts[cipher_text]
        return info | {"plainText": plain_text, "errorCode": 0, "errorMsg": "success"}

    def _upload(self, parameters: Parameters) -> Reply:
        content = parameters.get(IMAGE)
        if not isinstance(content, bytes):
            raise RefusedError(BAD_IMAGE, f"{IMAGE} is null")
        name = self._images.keep(content)
        url = f"{parameters['origin']}{IMAGES_PATH}/{name}"
        return Reply(data=url if self._config.upload_data == "text" else {"url": url})
