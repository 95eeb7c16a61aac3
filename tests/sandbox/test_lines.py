"""The lines drawn from the three menus."""

import random
from typing import Any

import pytest

from kitchen_app.sandbox.config import Language
from kitchen_app.sandbox.lines import draw_products, goods_total
from kitchen_app.sandbox.menu_data import MENUS


def products(language: Language, seed: int, lines: int = 5) -> list[dict[str, Any]]:
    return draw_products(MENUS[language], random.Random(seed), lines, first_line_id=100)


def options_price(groups: list[dict[str, Any]]) -> int:
    options = [each for group in groups for each in group["shopProductGroupSkuList"]]
    return sum(each["price"] * each["count"] + options_price(each["groups"]) for each in options)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("language", list(Language))
def test_amounts_follow_from_unit_prices_and_options(language: Language, seed: int) -> None:
    drawn = products(language, seed)
    for line in drawn:
        with_options = line["price"] + options_price(line["groups"])
        assert line["priceWithoutGroup"]["amount"] == line["price"] * line["count"]
        assert line["priceWithGroup"]["unitPrice"] == with_options
        assert line["priceWithGroup"]["amount"] == with_options * line["count"]
        assert set(line["nameI18n"]) == {"en", "ar", "zh-HK", "default"}
        assert line["name"] == line["nameI18n"][language]
    assert goods_total(drawn) == sum(line["priceWithGroup"]["amount"] for line in drawn)


@pytest.mark.parametrize("language", list(Language))
def test_groups_respect_their_limits_and_reach_a_second_level(language: Language) -> None:
    drawn = [line for seed in range(40) for line in products(language, seed)]
    groups = [(group, line["count"]) for line in drawn for group in line["groups"]]
    for group, count in groups:
        options = group["shopProductGroupSkuList"]
        assert max(1, group["minNumber"]) <= len(options) <= group["maxNumber"]
        assert all(option["groupSkuCount"] == option["count"] * count for option in options)
    assert any(
        option["groups"] for group, _ in groups for option in group["shopProductGroupSkuList"]
    )


def test_lines_differ_and_have_ids_of_their_own() -> None:
    drawn = products(Language.ENGLISH, 1, lines=8)
    assert len({line["spuId"] for line in drawn}) == 8
    assert [line["id"] for line in drawn] == list(range(100, 108))


def test_more_lines_than_dishes() -> None:
    assert len(products(Language.CHINESE, 1, lines=20)) == 20


@pytest.mark.parametrize("language", list(Language))
def test_some_lines_carry_an_allergy_note(language: Language) -> None:
    notes = {line["remark"] for seed in range(60) for line in products(language, seed)}
    word = {Language.ENGLISH: "ALLERGY", Language.ARABIC: "حساسية", Language.CHINESE: "過敏"}
    assert any(word[language] in note for note in notes)
