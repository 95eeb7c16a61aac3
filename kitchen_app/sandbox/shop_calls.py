"""The store endpoints and those that mark products and options as sold out."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.hours import read_special_days, read_week
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.replies import DONE, Handler, Parameters, PastHandler, Reply
from kitchen_app.sandbox.shelf import Shelf
from kitchen_app.sandbox.shop import Shop
from kitchen_app.sandbox.shop_facts import ShopFacts

Read = Callable[[ShopFacts], Reply]


class ShopCalls:
    """Carries out the calls about the shop."""

    def __init__(self, config: SandboxConfig, shop: Shop, shelf: Shelf) -> None:
        self._config = config
        self._shop = shop
        self._shelf = shelf

    def handlers(self) -> dict[str, Handler]:
        changes: dict[str, Handler] = {
            "/scm/shop/status/rest": lambda _: self._rest(),
            "/scm/shop/status/open": lambda _: self._open(),
            "/scm/shop/business/hour/effective/update": self._set_week,
            "/scm/shop/special/business/hour/effective/update": self._set_special_days,
            "/scm/shop/picture/main/update": self._propose_picture,
            "/scm/shop/contact/update": self._set_phones,
            "/product/spustatus/batchupdatebycode": self._products_by_code,
            "/product/spustatus/batchupdate": self._products_by_id,
            "/product/choicegroupskustatus/batchupdatebycode": self._options_by_code,
            "/product/choicegroupskustatus/batchupdate": self._options_by_id,
            "/product/spu/batchcheck": self._check_products,
        }
        return changes | {path: self._now(read) for path, read in self._reads().items()}

    def past_handlers(self) -> dict[str, PastHandler]:
        """Return what answers a stale read-back."""
        return {path: self._then(read) for path, read in self._reads().items()}

    def _reads(self) -> dict[str, Read]:
        return {
            "/scm/shop/base/get": lambda facts: Reply(data=facts.details(self._config)),
            "/scm/shop/business/hour/effective/get": self._week,
            "/scm/shop/special/business/hour/effective/get": lambda facts: Reply(
                data=copy.deepcopy(facts.special_days)
            ),
        }

    def _now(self, read: Read) -> Handler:
        return lambda _: read(self._shop.facts)

    def _then(self, read: Read) -> PastHandler:
        return lambda _, at_ms: read(self._shop.as_of(at_ms))

    def _week(self, facts: ShopFacts) -> Reply:
        week = copy.deepcopy(facts.week)
        wrapped = self._config.hours_shape == "wrapped"
        return Reply(data={"businessHourOfTheWeek": week} if wrapped else week)

    def _rest(self) -> Reply:
        self._shop.rest()
        return DONE

    def _open(self) -> Reply:
        self._shop.open()
        return DONE

    def _propose_picture(self, parameters: Parameters) -> Reply:
        self._shop.propose_picture(parameters["pictureUrl"])
        return DONE

    def _set_phones(self, parameters: Parameters) -> Reply:
        self._shop.set_phones(parameters["phones"])
        return DONE

    def _set_week(self, parameters: Parameters) -> Reply:
        self._shop.set_week(read_week(parameters["businessHourOfTheWeek"], self._config))
        return DONE

    def _set_special_days(self, parameters: Parameters) -> Reply:
        given = parameters["specialBusinessHour"]
        self._shop.set_special_days(read_special_days(given, self._config))
        return DONE

    def _products_by_code(self, parameters: Parameters) -> Reply:
        codes = parameters["spuOpenItemCodeList"]
        linked = parameters.get("needLinkage") == 1
        change = self._shelf.set_products(codes, parameters["status"], linked=linked)
        return Reply(failed=change.failed)

    def _products_by_id(self, parameters: Parameters) -> Reply:
        asked = self._shelf.codes_of_products(parameters["spuIdList"])
        linked = parameters.get("needLinkage") == 1
        self._shelf.set_products(asked.codes, parameters["status"], linked=linked)
        products = [self._shelf.product_json(code) for code in asked.codes]
        return Reply(data=products, failed=asked.failed)

    def _options_by_code(self, parameters: Parameters) -> Reply:
        pairs = [
            (pack["choiceGroupCode"], code)
            for pack in parameters["choiceGroupSkuCodePackList"]
            for code in pack["choiceGroupSkuCodes"]
        ]
        change = self._shelf.set_options(pairs, parameters["status"])
        return Reply(data=len(change.codes), failed=change.failed)

    def _options_by_id(self, parameters: Parameters) -> Reply:
        packs = parameters["choiceGroupSkuIdPackList"]
        pairs = [pair for pack in packs for pair in self._pairs_of(pack)]
        change = self._shelf.set_options(pairs, parameters["status"])
        return Reply(data=len(change.codes), failed=change.failed)

    def _check_products(self, parameters: Parameters) -> Reply:
        """Tell which groups a product would leave with too few options; change nothing."""
        asked = self._shelf.codes_of_products(parameters["spuIdList"])
        broken = {code: self._shelf.groups_broken_by(code) for code in asked.codes}
        rows = [
            {"spuId": number_of(code), "choiceGroupIdList": list(groups)}
            for code, groups in broken.items()
            if groups or self._config.harmless_products == "listed"
        ]
        return Reply(data=rows, failed=asked.failed)

    def _pairs_of(self, pack: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield the codes that stand for the ids; an unknown id stands for itself."""
        group_code = self._shelf.code_of_group(pack["choiceGroupId"])
        for option_id in pack["choiceGroupSkuIds"]:
            known = group_code and self._shelf.code_of_option(group_code, option_id)
            yield group_code or str(pack["choiceGroupId"]), known or str(option_id)
