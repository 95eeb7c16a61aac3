"""The shop's picture: what may be sent, what Keeta's review does, and how an upload fails."""

import pytest

from kitchen_app.domain.shop import InvalidShop, ShopFault
from kitchen_app.services.shop_view import Outcome
from tests.fakes import Fate
from tests.services.harness import pass_time
from tests.services.shop_stage import PICTURE, ShopStage
from tests.shop_fakes import PENDING_REVIEW, png


@pytest.mark.parametrize(
    ("content", "width_px", "fault"),
    [
        (PICTURE, 900, ShopFault.PICTURE_SIZE),
        (b"", 901, ShopFault.PICTURE_BYTES),
        (bytes(5 * 1024 * 1024 + 1), 901, ShopFault.PICTURE_BYTES),
        (b"GIF89a", 901, ShopFault.PICTURE_TYPE),
    ],
    ids=["small", "empty", "heavy", "gif"],
)
async def test_a_picture_that_keeta_could_not_use_is_not_sent(
    shop_stage: ShopStage, content: bytes, width_px: int, fault: ShopFault
) -> None:
    with pytest.raises(InvalidShop) as caught:
        await shop_stage.keeper.set_picture(content, width_px=width_px, height_px=901)
    assert caught.value.fault is fault
    assert shop_stage.keeta.calls == []
    assert shop_stage.view.change is None


async def test_a_second_picture_is_refused_while_one_is_under_review(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    await shop_stage.keeper.set_picture(PICTURE, width_px=901, height_px=901)
    result = await shop_stage.keeper.set_picture(png(950, 950), width_px=950, height_px=950)
    assert (result.outcome, result.code) == (Outcome.REFUSED, PENDING_REVIEW)
    assert result.message == "A picture is pending review"
    shop_stage.keeta.review()
    again = await shop_stage.keeper.set_picture(png(950, 950), width_px=950, height_px=950)
    assert again.outcome is Outcome.DONE


async def test_a_rejected_picture_is_seen_by_the_readings_and_may_be_proposed_again(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    await shop_stage.keeper.set_picture(PICTURE, width_px=901, height_px=901)
    await pass_time(5)
    shop_stage.keeta.review(reject_reason="The picture is blurred")
    await pass_time(305)
    assert shop_stage.view.shop is not None
    assert shop_stage.view.shop.pictures[-1].reject_reason == "The picture is blurred"
    again = await shop_stage.keeper.set_picture(PICTURE, width_px=901, height_px=901)
    assert again.outcome is Outcome.DONE
    assert shop_stage.keeta.applied["set_picture"] == 2


@pytest.mark.parametrize(
    ("fates", "outcome", "uploads"),
    [
        ([Fate.LOST_AFTER, Fate.LOST_BEFORE], Outcome.DONE, 3),
        ([Fate.LOST_BEFORE] * 4, Outcome.NOT_REACHED, 4),
        ([Fate.NOT_SENT], Outcome.NOT_REACHED, 1),
        ([Fate.REFUSED], Outcome.REFUSED, 1),
    ],
)
async def test_an_upload_may_be_repeated_because_it_shows_nowhere(
    shop_stage: ShopStage, fates: list[Fate], outcome: Outcome, uploads: int
) -> None:
    shop_stage.keeta.next("upload_picture", *fates)
    result = await shop_stage.keeper.set_picture(PICTURE, width_px=901, height_px=901)
    assert result.outcome is outcome
    assert shop_stage.keeta.count("upload_picture") == uploads
    assert shop_stage.keeta.count("set_picture") == (outcome is Outcome.DONE)
