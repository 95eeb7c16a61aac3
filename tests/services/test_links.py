"""Whether receiving and sending work, since when, and how Keeta's clock stands."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kitchen_app.services.links import OF_THE_TUNNEL, Links, LinkState, LinksView, LinkView, Trouble
from kitchen_app.services.proof_view import Hop, ProofView
from kitchen_app.services.tunnel_view import TunnelState, TunnelView
from tests.fakes import NOON, FakeClock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def links(clock: FakeClock) -> Links:
    return Links(clock)


def of(direction: str, links: Links) -> LinkView:
    return links.view.receiving if direction == "receiving" else links.view.sending


def works(direction: str, links: Links) -> Callable[[], None]:
    return links.receiving_works if direction == "receiving" else links.sending_works


def broken(direction: str, links: Links) -> Callable[[Trouble], None]:
    return links.receiving_broken if direction == "receiving" else links.sending_broken


BOTH = pytest.mark.parametrize("direction", ["receiving", "sending"])


def test_nothing_is_proved_at_start(links: Links) -> None:
    start = LinkView(state=LinkState.UNPROVED, since=NOON)
    assert links.view == LinksView(receiving=start, sending=start)


@BOTH
def test_a_link_that_works_keeps_since_when_and_renews_the_last_time(
    links: Links, clock: FakeClock, direction: str
) -> None:
    clock.advance(MINUTE)
    works(direction, links)()
    clock.advance(MINUTE)
    works(direction, links)()
    view = of(direction, links)
    assert view == LinkView(state=LinkState.OK, since=NOON + MINUTE, last_ok=NOON + 2 * MINUTE)


@BOTH
def test_a_broken_link_keeps_since_when_and_tells_the_latest_trouble(
    links: Links, clock: FakeClock, direction: str
) -> None:
    works(direction, links)()
    clock.advance(MINUTE)
    broken(direction, links)(Trouble.UNREACHABLE)
    clock.advance(MINUTE)
    broken(direction, links)(Trouble.BUSY)
    assert of(direction, links) == LinkView(
        state=LinkState.BROKEN, since=NOON + MINUTE, last_ok=NOON, trouble=Trouble.BUSY
    )


@BOTH
def test_a_repaired_link_forgets_its_trouble(
    links: Links, clock: FakeClock, direction: str
) -> None:
    broken(direction, links)(Trouble.NO_ANSWER)
    clock.advance(MINUTE)
    works(direction, links)()
    view = of(direction, links)
    assert (view.state, view.since, view.trouble) == (LinkState.OK, NOON + MINUTE, Trouble.NONE)


@BOTH
def test_one_direction_says_nothing_of_the_other(links: Links, direction: str) -> None:
    other = "sending" if direction == "receiving" else "receiving"
    before = of(other, links)
    works(direction, links)()
    broken(direction, links)(Trouble.BUSY)
    assert of(other, links) == before


def test_every_change_is_told_with_the_new_view(links: Links) -> None:
    told: list[LinksView] = []
    links.changed.connect(told.append)
    links.receiving_works()
    assert told == [links.view]
    links.sending_broken(Trouble.BUSY)
    links.clock_measured(MINUTE)
    assert len(told) == 3
    assert told[-1] == links.view


def test_a_clock_measured_the_same_again_is_not_news(links: Links) -> None:
    links.clock_measured(MINUTE)
    told: list[LinksView] = []
    links.changed.connect(told.append)
    links.clock_measured(MINUTE)
    assert told == []
    links.clock_measured(timedelta())
    assert links.view.clock_offset == timedelta()


@pytest.mark.parametrize("offset", [timedelta(), MINUTE, -3 * MINUTE])
def test_times_are_turned_between_the_two_clocks(links: Links, offset: timedelta) -> None:
    links.clock_measured(offset)
    assert links.to_platform_time(NOON) == NOON + offset
    assert links.to_our_time(NOON) == NOON - offset
    assert links.to_our_time(links.to_platform_time(NOON)) == NOON


def test_the_clock_stays_measured_when_links_change(links: Links) -> None:
    links.clock_measured(MINUTE)
    links.sending_works()
    links.receiving_broken(Trouble.FORGED)
    assert links.view.clock_offset == MINUTE


def told(links: Links) -> str:
    return links.view.receiving.trouble.value


def test_a_trouble_that_stands_is_not_hidden_by_further_messages(
    links: Links, clock: FakeClock
) -> None:
    links.receiving_works()
    heard = links.view.receiving.last_ok
    links.receiving_stands(Trouble.INTERNAL)
    links.receiving_stands(Trouble.FOREIGN_SHOP)
    clock.advance(timedelta(seconds=1))
    links.receiving_works()
    assert told(links) == "internal"
    assert links.view.receiving.last_ok != heard
    links.receiving_mended(Trouble.INTERNAL)
    assert told(links) == "foreign_shop"
    before = links.view.receiving.last_ok
    clock.advance(timedelta(seconds=1))
    links.receiving_mended(Trouble.FOREIGN_SHOP)
    assert (links.view.receiving.state, links.view.receiving.last_ok) == (LinkState.OK, before)


def test_absence_does_not_hide_a_refused_token(links: Links) -> None:
    links.sending_broken(Trouble.NOT_AUTHORISED)
    links.sending_unreachable()
    links.sending_reached()
    assert links.view.sending.trouble is Trouble.NOT_AUTHORISED


def sending(links: Links) -> Trouble:
    return links.view.sending.trouble


def test_a_warning_about_the_access_is_not_hidden_by_calls_that_still_work(
    links: Links, clock: FakeClock
) -> None:
    links.sending_works()
    links.sending_stands(Trouble.ACCESS_RUNS_OUT)
    since = clock.now()
    clock.advance(MINUTE)
    links.sending_works()
    view = links.view.sending
    assert (view.state, view.trouble) == (LinkState.BROKEN, Trouble.ACCESS_RUNS_OUT)
    assert (view.since, view.last_ok) == (since, since + MINUTE)
    links.sending_mended(Trouble.ACCESS_RUNS_OUT)
    assert links.view.sending.state is LinkState.OK


def test_being_back_shows_the_warning_again(links: Links) -> None:
    links.sending_stands(Trouble.ACCESS_RUNS_OUT)
    links.sending_unreachable()
    assert sending(links) is Trouble.UNREACHABLE
    links.sending_reached()
    assert sending(links) is Trouble.ACCESS_RUNS_OUT


def test_a_refused_token_is_told_by_its_known_reason(links: Links) -> None:
    links.sending_stands(Trouble.ACCESS_ENDED)
    links.sending_broken(Trouble.NOT_AUTHORISED)
    assert sending(links) is Trouble.ACCESS_ENDED
    links.sending_broken(Trouble.BUSY)
    assert sending(links) is Trouble.BUSY


def test_what_is_mended_leaves_other_troubles(links: Links) -> None:
    links.sending_mended(Trouble.ACCESS_ENDED)
    assert links.view.sending.state is LinkState.UNPROVED
    links.sending_stands(Trouble.ACCESS_ENDED)
    links.sending_stands(Trouble.ACCESS_RUNS_OUT)
    links.sending_mended(Trouble.ACCESS_ENDED)
    assert sending(links) is Trouble.ACCESS_RUNS_OUT
    links.sending_broken(Trouble.NO_ANSWER)
    links.sending_mended(Trouble.ACCESS_RUNS_OUT)
    assert sending(links) is Trouble.NO_ANSWER
    links.sending_works()
    assert sending(links) is Trouble.NONE


def test_a_test_keeps_since_when_it_fails_and_forgets_it_when_it_works(
    links: Links, clock: FakeClock
) -> None:
    links.proof_ended(Hop.NONE, is_public=True)
    clock.advance(MINUTE)
    links.proof_ended(Hop.TUNNEL, is_public=True)
    clock.advance(MINUTE)
    links.proof_ended(Hop.INTERNET, is_public=True)
    assert links.view.proof == ProofView(
        is_public=True, hop=Hop.INTERNET, since=NOON + MINUTE, last_ok=NOON
    )
    assert links.view.lost_at(clock.now()) is Hop.INTERNET
    links.proof_ended(Hop.NONE, is_public=True)
    assert links.view.proof == ProofView(is_public=True, last_ok=NOON + 2 * MINUTE)
    assert links.view.proved_at == NOON + 2 * MINUTE


def test_a_test_mends_a_failed_disk_and_nothing_that_it_does_not_prove(links: Links) -> None:
    links.receiving_broken(Trouble.STORE_FAILED)
    links.proof_ended(Hop.NONE, is_public=True)
    assert links.view.receiving.state is LinkState.UNPROVED
    links.receiving_broken(Trouble.FORGED)
    links.proof_ended(Hop.NONE, is_public=True)
    assert told(links) == "forged", "it is signed with our own secret, right or wrong"


def test_the_latest_of_message_and_test_is_the_proof(links: Links, clock: FakeClock) -> None:
    links.proof_ended(Hop.NONE, is_public=False)
    assert links.view.proved_at is None, "only this computer"
    links.receiving_works()
    assert links.view.proved_at == NOON
    clock.advance(MINUTE)
    links.proof_ended(Hop.NONE, is_public=True)
    assert links.view.proved_at == NOON + MINUTE


def test_troubles_of_the_disk_are_told_the_worst_first_and_only_when_they_change(
    links: Links,
) -> None:
    told: list[LinksView] = []
    links.changed.connect(told.append)
    for trouble in (Trouble.NO_BACKUP, Trouble.DISK_FULL, Trouble.NO_BACKUP):
        links.keeping_is(trouble, wrong=True)
    assert list(links.view.keeping) == [Trouble.DISK_FULL, Trouble.NO_BACKUP]
    links.keeping_is(Trouble.DISK_FULL, wrong=False)
    links.keeping_is(Trouble.RESTORED, wrong=False)
    assert list(links.view.keeping) == [Trouble.NO_BACKUP]
    assert len(told) == 3
    assert links.view.receiving.state is LinkState.UNPROVED


def test_a_tunnel_program_is_told_with_its_one_trouble_and_only_when_that_changes(
    links: Links, clock: FakeClock
) -> None:
    told: list[LinksView] = []
    links.changed.connect(told.append)
    waiting = TunnelView(state=TunnelState.WAITING, name="frpc", since=NOON)
    links.keeping_is(Trouble.NO_BACKUP, wrong=True)
    for trouble in (Trouble.TUNNEL_OFFLINE, Trouble.TUNNEL_ENDED, Trouble.TUNNEL_ENDED):
        links.tunnel_is(waiting, trouble)
    assert list(links.view.keeping) == [Trouble.TUNNEL_ENDED, Trouble.NO_BACKUP]
    assert (links.view.tunnel, links.view.tunnel_trouble) == (waiting, Trouble.TUNNEL_ENDED)
    assert len(told) == 3
    links.clock_set(MINUTE)
    assert links.view.tunnel.since == NOON + MINUTE
    links.tunnel_is(waiting, Trouble.NONE)
    assert list(links.view.keeping) == [Trouble.NO_BACKUP]
    assert not links.view.tunnel_trouble


@pytest.mark.parametrize(
    ("hop", "is_blamed"),
    [(Hop.TUNNEL, True), (Hop.WRONG_PAGE, True), (Hop.INTERNET, False), (Hop.NONE, False)],
)
def test_a_tunnel_program_is_to_blame_only_for_what_it_can_cause(
    links: Links, clock: FakeClock, hop: Hop, is_blamed: bool
) -> None:
    links.tunnel_is(TunnelView(state=TunnelState.WAITING), Trouble.TUNNEL_ENDED)
    links.proof_ended(hop, is_public=True)
    cause = links.view.cause_at(clock.now())
    assert cause is (Trouble.TUNNEL_ENDED if is_blamed else Trouble.NONE)


def test_every_trouble_of_a_tunnel_can_be_kept(links: Links) -> None:
    for trouble in OF_THE_TUNNEL:
        links.tunnel_is(TunnelView(), trouble)
        assert links.view.tunnel_trouble is trouble
    assert {each for each in Trouble if each.value.startswith("tunnel_")} == OF_THE_TUNNEL
