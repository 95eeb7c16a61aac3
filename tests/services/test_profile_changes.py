"""Phones and pictures are changed through the shop, behind the PIN; only its own are fetched."""

import pytest

from kitchen_app.domain.shop import Contact, ShopPicture
from kitchen_app.services.case_pictures import KeptPictures, PictureSource
from kitchen_app.services.errors import PictureUnavailable
from kitchen_app.services.manager_lock import Deed, ManagerLock, NotApproved, PinOutcome
from kitchen_app.services.profile_changes import ProfileChanges
from kitchen_app.services.shop_view import Outcome
from tests.fakes import FakeClock
from tests.services.shop_stage import PICTURE, ShopStage
from tests.ui.fakes import FakePins

URL = "https://img.example/a.jpg"
CONTACT = Contact(phones=("852-21234567",))


class Source(PictureSource):
    """Counts what is fetched."""

    def __init__(self) -> None:
        self.fetched: list[str] = []

    async def fetch(self, url: str) -> bytes:
        self.fetched.append(url)
        return url.encode()


async def changes_of(stage: ShopStage, manager: ManagerLock, source: Source) -> ProfileChanges:
    changes = ProfileChanges(manager=manager, source=KeptPictures(source))
    changes.tell_through(stage.keeper)
    await stage.open_for_business()
    return changes


@pytest.fixture
def manager(clock: FakeClock) -> ManagerLock:
    return ManagerLock(FakePins(), clock)


async def test_without_a_pin_both_go_to_keeta(shop_stage: ShopStage, manager: ManagerLock) -> None:
    changes = await changes_of(shop_stage, manager, Source())
    phones = shop_stage.view.shop.phones if shop_stage.view.shop else ()
    assert (await changes.set_contact(CONTACT, based_on=phones)).outcome is Outcome.DONE
    result = await changes.set_picture(PICTURE, width_px=901, height_px=901)
    assert result.outcome is Outcome.DONE
    assert shop_stage.keeta.applied["set_contact"] == 1
    assert shop_stage.keeta.applied["set_picture"] == 1


async def test_with_a_pin_nothing_goes_without_an_approval(
    shop_stage: ShopStage, manager: ManagerLock
) -> None:
    changes = await changes_of(shop_stage, manager, Source())
    await manager.change(old="", new="2580")
    with pytest.raises(NotApproved) as caught:
        await changes.set_contact(CONTACT, based_on=())
    with pytest.raises(NotApproved):
        await changes.set_picture(PICTURE, width_px=901, height_px=901)
    assert caught.value.matter.deed is Deed.PROFILE
    calls = ("set_contact", "upload_picture", "set_picture")
    assert [shop_stage.keeta.count(call) for call in calls] == [0, 0, 0]
    answer = await manager.approve(caught.value.matter, "2580")
    assert answer.outcome is PinOutcome.RIGHT
    phones = shop_stage.view.shop.phones if shop_stage.view.shop else ()
    result = await changes.set_contact(CONTACT, based_on=phones, approval=answer.approval)
    assert result.outcome is Outcome.DONE


async def test_only_a_picture_of_the_shop_is_fetched_and_once(
    shop_stage: ShopStage, manager: ManagerLock
) -> None:
    source = Source()
    changes = await changes_of(shop_stage, manager, source)
    await changes.set_picture(PICTURE, width_px=901, height_px=901)
    shop_stage.keeper.want_look()
    shop = shop_stage.view.shop
    assert shop is not None
    url = next(iter(shop.pictures), ShopPicture(url="")).url
    assert [await changes.picture(url) for _ in range(2)] == [url.encode()] * 2
    assert source.fetched == [url]
    with pytest.raises(PictureUnavailable):
        await changes.picture("https://elsewhere.example/a.jpg")
    assert source.fetched == [url]


async def test_before_the_shop_is_there_nothing_can_be_asked(manager: ManagerLock) -> None:
    changes = ProfileChanges(manager=manager, source=Source())
    with pytest.raises(RuntimeError):
        await changes.picture(URL)
