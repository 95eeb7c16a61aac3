"""A draft: it follows Keeta until somebody changes it, and never overwrites silently."""

import pytest

from kitchen_app.ui.shop.draft import Draft

Words = Draft[str, str]


@pytest.fixture
def draft() -> Words:
    made = Words(str.strip, lambda old, new: [] if old == new else [new])
    made.follow("a")
    return made


def test_nothing_is_known_at_first() -> None:
    draft = Words(str.strip, lambda old, new: [])
    assert (draft.value, draft.is_changed, draft.is_overtaken, draft.can_undo) == (
        None,
        *[False] * 3,
    )
    draft.change("b")
    draft.reset()
    assert draft.said(None) is None


def test_one_that_nobody_changed_follows(draft: Words) -> None:
    draft.follow("b")
    assert (draft.value, draft.based_on, draft.is_changed) == ("b", "b", False)


def test_one_that_somebody_changed_stays_and_is_overtaken(draft: Words) -> None:
    draft.change("mine")
    draft.follow("theirs")
    assert (draft.value, draft.based_on, draft.is_overtaken) == ("mine", "a", True)
    draft.keep_mine()
    assert (draft.value, draft.based_on) == ("mine", "theirs")
    assert (draft.is_changed, draft.is_overtaken) == (True, False)


def test_theirs_can_be_taken_and_that_undone(draft: Words) -> None:
    draft.change("mine")
    draft.follow("theirs")
    draft.reset()
    assert (draft.value, draft.is_changed, draft.is_overtaken) == ("theirs", False, False)
    draft.undo()
    assert (draft.value, draft.is_changed, draft.is_overtaken) == ("mine", True, False)


def test_another_form_of_the_same_words_is_no_news(draft: Words) -> None:
    draft.change("mine")
    draft.follow(" a ")
    assert (draft.based_on, draft.is_overtaken) == (" a ", False)


def test_what_was_sent_and_is_there_now_is_no_draft_any_more(draft: Words) -> None:
    draft.change("mine")
    draft.follow("mine")
    assert (draft.based_on, draft.is_changed, draft.is_overtaken) == ("mine", False, False)


def test_each_step_is_undone_one_by_one(draft: Words) -> None:
    for step in ("b", "b", "c"):
        draft.change(step)
    draft.undo()
    assert draft.value == "b"
    draft.undo()
    draft.undo()
    assert (draft.value, draft.can_undo) == ("a", False)
