"""The journal fills what a database lacks, and never makes a sent action look unsent."""

import logging
from dataclasses import replace

import pytest

from kitchen_app.domain.actions import Action, ActionState
from kitchen_app.domain.order import OrderId
from kitchen_app.domain.print_jobs import PrintState
from kitchen_app.services.ports import CallbackState, Verdict
from kitchen_app.services.proof_ports import PROOF_EVENT, proof_message_id
from kitchen_app.store.database import Database
from kitchen_app.store.errors import Damaged
from kitchen_app.store.journal import Group, Reading
from kitchen_app.store.replay import doubt_unsent, replay
from kitchen_app.store.sqlite_store import SqliteStore
from tests.store.test_inbox import GENUINE, a_message, bodies
from tests.store.test_print_jobs import a_job
from tests.store.test_sqlite_store import ACTION


def told(*groups: Group) -> Reading:
    return Reading(groups=list(groups))


def messages(*numbers: int) -> Group:
    return Group(callbacks=tuple(a_message(number) for number in numbers))


def did(state: ActionState, **changes: object) -> Group:
    return Group(action=replace(ACTION, state=state, **changes))  # type: ignore[arg-type]  # names of Action


@pytest.fixture(autouse=True)
def expect_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """What is brought back is told in the log; here it is what is meant to happen."""
    caplog.set_level(logging.CRITICAL, logger="kitchen_app.store")


def test_nothing_is_brought_back_to_a_database_that_has_everything(
    store: SqliteStore, database: Database
) -> None:
    store.inbox.add([a_message(1), a_message(2)])
    store.inbox.settle(store.inbox.waiting(1)[0].row_id, CallbackState.DONE)
    replayed = replay(database, told(messages(1), messages(2)))
    assert (replayed.messages, replayed.actions, replayed.was_behind) == (0, 0, False)
    assert bodies(store) == [b"body 2"]


@pytest.mark.parametrize(
    ("has", "missing", "was_behind"), [((1, 2), 1, False), ((1,), 2, True), ((), 3, True)]
)
def test_what_is_missing_waits_again_and_more_than_the_last_group_is_a_loss(
    store: SqliteStore,
    database: Database,
    has: tuple[int, ...],
    missing: int,
    was_behind: bool,
) -> None:
    for number in has:
        store.inbox.add([a_message(number)])
    replayed = replay(database, told(messages(1), messages(2), messages(3)))
    assert (replayed.messages, replayed.was_behind) == (missing, was_behind)
    assert bodies(store) == [b"body 1", b"body 2", b"body 3"]
    assert replay(database, told(messages(1), messages(2), messages(3))).messages == 0


def test_a_test_of_receiving_is_not_missed(store: SqliteStore, database: Database) -> None:
    """It was taken out of the inbox as soon as it had come."""
    examined = replace(GENUINE, event_id=PROOF_EVENT, message_id=proof_message_id("1"))
    test = Group(callbacks=(a_message(examined=examined),))
    store.inbox.add([a_message(1)])
    replayed = replay(database, told(test, messages(1), test))
    assert (replayed.messages, replayed.was_behind) == (0, False)


def test_a_proof_that_is_missing_is_brought_back(store: SqliteStore, database: Database) -> None:
    unproven = a_message(1, examined=replace(GENUINE, verdict=Verdict.UNPROVEN))
    proven = a_message(1, examined=GENUINE)
    store.inbox.add([unproven])
    replay(database, told(Group(callbacks=(unproven,)), Group(callbacks=(proven,))))
    assert [callback.proven for callback in store.inbox.waiting(9)] == [True]


@pytest.mark.parametrize("change", ["event_id = 1004", "shop_id = '1'", "shop_id = NULL"])
def test_a_message_that_says_something_else_than_the_journal_is_damage(
    store: SqliteStore, database: Database, change: str
) -> None:
    store.inbox.add([a_message(1)])
    database.peewee.execute_sql(f"UPDATE inbox SET {change}")
    with pytest.raises(Damaged, match="message m1 is not as it was written"):
        replay(database, told(messages(1)))


@pytest.mark.parametrize("stored", list(ActionState))
@pytest.mark.parametrize("noted", list(ActionState))
def test_an_action_only_moves_forward(
    store: SqliteStore, database: Database, stored: ActionState, noted: ActionState
) -> None:
    store.actions.add(replace(ACTION, state=stored))
    replay(database, told(did(noted)))
    state = store.actions.get(ACTION.key).state
    assert state in (stored, noted)
    if ActionState.PENDING not in (stored, noted):
        assert state is not ActionState.PENDING
    if not (stored.is_open and noted.is_open):
        assert not state.is_open


def test_the_last_that_the_journal_says_of_an_action_counts(
    store: SqliteStore, database: Database
) -> None:
    groups = [did(state) for state in (ActionState.PENDING, ActionState.SENDING, ActionState.DONE)]
    replay(database, told(*groups))
    assert store.actions.get(ACTION.key).state is ActionState.DONE


def test_actions_that_followed_each_other_on_one_order_come_back(
    store: SqliteStore, database: Database
) -> None:
    store.actions.add(ACTION)
    replay(database, told(did(ActionState.PENDING, key="next"), did(ActionState.DONE)))
    assert store.actions.get(ACTION.key).state is ActionState.DONE
    assert [action.key for action in store.actions.all_open()] == ["next"]


def test_of_two_open_ones_on_an_order_the_stored_one_stays(
    store: SqliteStore, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR, logger="kitchen_app.store")
    store.actions.add(ACTION)
    replay(database, told(messages(1), did(ActionState.PENDING, key="next")))
    assert [action.key for action in store.actions.all_open()] == [ACTION.key]
    assert bodies(store) == [b"body 1"]
    assert "another is open on its order" in caplog.text
    caplog.clear()


def test_what_may_have_been_sent_is_not_sent_on_the_word_of_a_doubtful_file(
    store: SqliteStore, database: Database
) -> None:
    other = Action(
        key="other",
        order_id=OrderId("2"),
        kind=ACTION.kind,
        state=ActionState.DONE,
        requested_at=ACTION.requested_at,
        not_after=ACTION.not_after,
    )
    store.actions.add(ACTION)
    store.actions.add(other)
    store.print_jobs.save(a_job(1))
    store.print_jobs.save(a_job(2, PrintState.PRINTED))
    doubt_unsent(database)
    assert [job.state for job in store.print_jobs.all_open()] == [PrintState.UNKNOWN]
    assert store.actions.get(ACTION.key).state is ActionState.UNKNOWN
    assert store.actions.get("other") == other
