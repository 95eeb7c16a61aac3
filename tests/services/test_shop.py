"""What people can change of the shop: once, never over another's change, and honestly told."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from kitchen_app.domain.hours import OpeningHours
from kitchen_app.domain.shop import Contact, ShopStatus
from kitchen_app.services.links import Trouble
from kitchen_app.services.shop_view import ChangeKind, ChangeResult, Outcome, ShopView
from tests.fakes import NOT_ALLOWED, Fate
from tests.services.harness import pass_time, until
from tests.services.shop_stage import MONDAYS, PICTURE, ShopStage, special
from tests.shop_fakes import PHONES, SHOP_STATE, WEEK

CONTACT = Contact(phones=("852-21234567",))
Ask = Callable[[ShopStage], Awaitable[ChangeResult]]

ASKS: dict[ChangeKind, Ask] = {
    ChangeKind.REST: lambda stage: stage.keeper.rest(),
    ChangeKind.WEEK: lambda stage: stage.keeper.set_week(MONDAYS, based_on=WEEK),
    ChangeKind.SPECIALS: lambda stage: stage.keeper.set_specials(
        (special(1),), based_on=OpeningHours(week=WEEK)
    ),
    ChangeKind.CONTACT: lambda stage: stage.keeper.set_contact(CONTACT, based_on=PHONES),
    ChangeKind.PICTURE: lambda stage: stage.keeper.set_picture(
        PICTURE, width_px=901, height_px=901
    ),
}

CALLS = {
    ChangeKind.REST: "rest",
    ChangeKind.WEEK: "set_week",
    ChangeKind.SPECIALS: "set_specials",
    ChangeKind.CONTACT: "set_contact",
    ChangeKind.PICTURE: "set_picture",
}

EVERY = pytest.mark.parametrize("kind", ASKS)


def has_it(stage: ShopStage, kind: ChangeKind) -> bool:
    """Tell whether Keeta has what `ASKS` asks for."""
    keeta = stage.keeta
    return {
        ChangeKind.REST: keeta.shop.status is ShopStatus.RESTING,
        ChangeKind.WEEK: keeta.week_now == MONDAYS,
        ChangeKind.SPECIALS: keeta.specials_now == (special(1),),
        ChangeKind.CONTACT: keeta.shop.phones == CONTACT.phones,
        ChangeKind.PICTURE: len(keeta.shop.pictures) == 2,
    }[kind]


def shown(view: ShopView) -> tuple[object, ...]:
    """Return what a person sees of the shop itself."""
    return (view.shop, view.week, view.specials)


# Every change


@EVERY
async def test_a_change_is_done_once_shown_and_read_back(
    shop_stage: ShopStage, kind: ChangeKind
) -> None:
    await shop_stage.open_for_business()
    result = await ASKS[kind](shop_stage)
    assert result == ChangeResult(kind=kind, outcome=Outcome.DONE)
    assert has_it(shop_stage, kind)
    assert shop_stage.keeta.applied[CALLS[kind]] == 1
    assert shop_stage.view.change is None
    sent = len(shop_stage.keeta.calls)
    await pass_time(5)
    assert shop_stage.keeta.calls[sent:] == ["read", "week", "specials"]
    keeta = shop_stage.keeta
    assert shown(shop_stage.view) == (keeta.shop, keeta.week_now, keeta.specials_now)


@EVERY
async def test_asked_for_again_it_is_not_sent_again(
    shop_stage: ShopStage, kind: ChangeKind
) -> None:
    await shop_stage.open_for_business()
    await ASKS[kind](shop_stage)
    assert (await ASKS[kind](shop_stage)).outcome is Outcome.DONE
    assert shop_stage.keeta.count(CALLS[kind]) == 1


@EVERY
async def test_a_lost_answer_is_looked_up(shop_stage: ShopStage, kind: ChangeKind) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next(CALLS[kind], Fate.LOST_AFTER)
    assert (await ASKS[kind](shop_stage)).outcome is Outcome.DONE
    assert shop_stage.keeta.count(CALLS[kind]) == 1
    assert has_it(shop_stage, kind)


@EVERY
async def test_a_call_that_got_lost_is_sent_again(shop_stage: ShopStage, kind: ChangeKind) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next(CALLS[kind], Fate.LOST_BEFORE)
    assert (await ASKS[kind](shop_stage)).outcome is Outcome.DONE
    assert shop_stage.keeta.applied[CALLS[kind]] == 1


@EVERY
@pytest.mark.parametrize(
    ("fates", "outcome", "trouble"),
    [
        ([Fate.LOST_BEFORE] * 3, Outcome.NOT_KNOWN, Trouble.NO_ANSWER),
        ([Fate.NOT_SENT], Outcome.NOT_REACHED, Trouble.UNREACHABLE),
        ([Fate.NOT_AUTHORISED], Outcome.NOT_REACHED, Trouble.NOT_AUTHORISED),
        ([Fate.BUSY] * 3, Outcome.NOT_REACHED, Trouble.BUSY),
    ],
)
async def test_a_change_that_did_not_happen_says_so_and_stays_shown(
    shop_stage: ShopStage,
    kind: ChangeKind,
    fates: list[Fate],
    outcome: Outcome,
    trouble: Trouble,
) -> None:
    await shop_stage.open_for_business()
    before = shown(shop_stage.view)
    shop_stage.keeta.next(CALLS[kind], *fates)
    result = await ASKS[kind](shop_stage)
    assert result == ChangeResult(kind=kind, outcome=outcome, trouble=trouble)
    assert shop_stage.view.change is not None
    assert (shop_stage.view.change.kind, shop_stage.view.change.result) == (kind, result)
    assert shown(shop_stage.view) == before
    assert (await ASKS[kind](shop_stage)).outcome is Outcome.DONE
    assert shop_stage.view.change is None


@EVERY
async def test_a_refusal_is_told_in_keetas_words(shop_stage: ShopStage, kind: ChangeKind) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next(CALLS[kind], Fate.REFUSED)
    result = await ASKS[kind](shop_stage)
    assert result == ChangeResult(
        kind=kind,
        outcome=Outcome.REFUSED,
        code=NOT_ALLOWED,
        message="this shop may not do that",
    )
    assert not has_it(shop_stage, kind)


@EVERY
async def test_it_works_before_anything_was_read(shop_stage: ShopStage, kind: ChangeKind) -> None:
    assert (await ASKS[kind](shop_stage)).outcome is Outcome.DONE
    assert has_it(shop_stage, kind)


async def test_one_change_at_a_time_and_it_is_shown_under_way(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("rest", Fate.SLOW)
    first = asyncio.gather(shop_stage.keeper.rest())
    await until(lambda: shop_stage.view.is_changing)
    assert shop_stage.view.change is not None
    assert shop_stage.view.change.kind is ChangeKind.REST
    for kind, ask in ASKS.items():
        assert await ask(shop_stage) == ChangeResult(kind=kind, outcome=Outcome.ANOTHER_RUNS)
    assert (await first)[0].outcome is Outcome.DONE
    assert shop_stage.keeta.applied.total() == 1
    assert (await shop_stage.keeper.open()).outcome is Outcome.DONE


async def test_a_change_goes_on_when_nobody_waits_for_it_any_more(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("rest", Fate.LOST_BEFORE)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.5):
            await shop_stage.keeper.rest()
    await until(lambda: not shop_stage.view.is_changing)
    assert shop_stage.keeta.shop.status is ShopStatus.RESTING


async def test_what_the_end_of_the_program_cuts_off_is_not_known(
    shop_stage: ShopStage, caplog: pytest.LogCaptureFixture
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("rest", Fate.HANGS_BEFORE)
    asked = asyncio.gather(shop_stage.keeper.rest())
    await until(lambda: shop_stage.keeta.count("rest") == 1)
    await shop_stage.supervisor.stop(jobs_within_s=1)
    assert (await asked)[0].outcome is Outcome.NOT_KNOWN
    assert "shop rest" in caplog.text
    caplog.clear()


async def test_a_bug_of_ours_leaves_the_outcome_open_and_locks_nothing(
    shop_stage: ShopStage, caplog: pytest.LogCaptureFixture
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("rest", Fate.BUG)
    assert (await shop_stage.keeper.rest()).outcome is Outcome.NOT_KNOWN
    assert "Job shop rest failed" in caplog.text
    caplog.clear()
    assert (await shop_stage.keeper.rest()).outcome is Outcome.DONE


async def test_calls_keep_their_distance_in_a_change_too(shop_stage: ShopStage) -> None:
    began = shop_stage.clock.monotonic()
    await shop_stage.keeper.set_specials((special(1),), based_on=OpeningHours(week=WEEK))
    assert shop_stage.keeta.calls == ["week", "specials", "set_specials"]
    assert shop_stage.clock.monotonic() - began >= 0.5


# Open and rest


@pytest.mark.parametrize("refuses_repeats", [False, True])
async def test_what_is_so_already_is_not_sent(
    shop_stage: ShopStage, *, refuses_repeats: bool
) -> None:
    shop_stage.keeta.refuses_repeats = refuses_repeats
    assert (await shop_stage.keeper.open()).outcome is Outcome.DONE
    assert (await shop_stage.keeper.rest()).outcome is Outcome.DONE
    assert (await shop_stage.keeper.rest()).outcome is Outcome.DONE
    assert (await shop_stage.keeper.open()).outcome is Outcome.DONE
    assert [call for call in shop_stage.keeta.calls if call != "read"] == ["rest", "open"]


async def test_a_status_that_nobody_documents_does_not_keep_us_from_asking(
    shop_stage: ShopStage,
) -> None:
    shop_stage.keeta.status_is(ShopStatus.UNKNOWN)
    assert (await shop_stage.keeper.open()).outcome is Outcome.DONE
    assert shop_stage.keeta.shop.status is ShopStatus.OPEN


async def test_keetas_own_suspension_is_not_ours_to_lift(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.close_by_keeta()
    result = await shop_stage.keeper.open()
    assert (result.outcome, result.code) == (Outcome.REFUSED, SHOP_STATE)
    assert result.message == "The shop was suspended by the platform"
    assert shop_stage.view.shop == shop_stage.keeta.shop


async def test_a_status_that_keeta_confirmed_is_shown_even_if_it_cannot_be_read_back(
    shop_stage: ShopStage,
) -> None:
    await shop_stage.open_for_business()
    shop_stage.keeta.next("read", Fate.SLOW, Fate.NOT_SENT)
    await shop_stage.keeper.rest()
    await until(lambda: shop_stage.view.trouble is Trouble.UNREACHABLE)
    assert shop_stage.view.shop is not None
    assert shop_stage.view.shop.status is ShopStatus.RESTING


# Phones


async def test_phones_that_changed_meanwhile_are_not_overwritten(shop_stage: ShopStage) -> None:
    await shop_stage.open_for_business()
    result = await shop_stage.keeper.set_contact(CONTACT, based_on=("966-1234567",))
    assert result.outcome is Outcome.CHANGED_MEANWHILE
    assert shop_stage.keeta.shop.phones == PHONES
