"""Shops of one brand under one authorization: orders, states and shelves of their own."""

from tests.sandbox.fakes import scene

OTHER = 470012
DONE = 0


async def test_an_order_belongs_to_the_shop_it_was_ordered_from() -> None:
    async with scene(other_shop_ids=(OTHER,)) as on:
        order_id = await on.sandbox.place_order(shop_id=OTHER)
        (envelope,) = await on.receiver.wait_for(1)
        assert envelope["shopId"] == OTHER
        assert on.sandbox.order(order_id).order_info["merchantOrder"]["shopId"] == OTHER
        wrong = await on.client.call("/order/confirm", order_id)
        assert wrong["code"] != DONE
        right = await on.client.call("/order/confirm", order_id, shopId=OTHER)
        assert right["code"] == DONE


async def test_each_shop_rests_by_itself_and_has_a_name() -> None:
    async with scene(other_shop_ids=(OTHER,)) as on:
        assert (await on.client.call_shop("/scm/shop/status/rest", shopId=OTHER))["code"] == DONE
        shown = [
            (await on.client.call_shop("/scm/shop/base/get", shopId=shop_id))["data"]
            for shop_id in (470011, OTHER)
        ]
        assert [each["shopId"] for each in shown] == [470011, OTHER]
        assert [each["status"] for each in shown] == [3, 4]
        assert shown[1]["name"] == f"{shown[0]['name']} 2"
        (envelope,) = await on.receiver.wait_for(1)
        assert (envelope["eventId"], envelope["shopId"]) == (1102, OTHER)


async def test_what_is_sold_out_in_one_shop_is_sold_in_the_other() -> None:
    async with scene(other_shop_ids=(OTHER,)) as on:
        path = "/product/spustatus/batchupdatebycode"
        code = next(iter(on.sandbox.shelf.products))
        await on.client.call_shop(path, shopId=OTHER, spuOpenItemCodeList=[code], status=0)
        assert on.sandbox.shelf.products[code] == 1
        assert on.sandbox.world.branches.shelf(OTHER).products[code] == 0


async def test_a_script_orders_from_a_shop_of_the_brand_only() -> None:
    async with scene(other_shop_ids=(OTHER,)) as on:
        assert await on.client.control("POST", "/orders", {"shopId": OTHER})
        answer = await on.client.control("POST", "/orders", {"shopId": 7}, status=400)
        assert "7 is not a shop of this brand" in answer["error"]
