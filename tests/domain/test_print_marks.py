"""In any history each paper after the first of its place is marked, and the last one holds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kitchen_app.domain.order import Line
from kitchen_app.domain.print_jobs import (
    OPEN_PRINTS,
    PRINTABLE,
    PrintJob,
    PrintState,
    WantedPrint,
    line_version,
    new_job,
)
from kitchen_app.domain.print_marks import (
    changed_lines,
    gone_lines,
    is_on_paper,
    is_outdated,
    job_again,
    marked,
    next_job,
)
from kitchen_app.domain.tickets import Copy, Mark
from tests.fakes import NOON, an_order

SOUP = Line(line_id="1", name="Soup", quantity=2)
TEA = Line(line_id="2", name="Tea")
QUEUED, PRINTED = PrintState.QUEUED, PrintState.PRINTED


def wanted(version: str, nth: int = 1, lines: tuple[Line, ...] = (SOUP,)) -> WantedPrint:
    return WantedPrint(
        order_id=an_order().order_id,
        copy=Copy.KITCHEN,
        printer="Kitchen",
        version=version,
        nth=nth,
        lines=tuple(map(line_version, lines)),
    )


def job(version: str, state: PrintState = PRINTED, **changes: int) -> PrintJob:
    made = replace(new_job(wanted(version), NOON), state=state)
    return replace(made, **changes)  # type: ignore[arg-type]  # names of the dataclass


def test_the_first_is_not_marked_and_is_wanted_once() -> None:
    first = next_job(wanted("a"), [], NOON)
    assert first is not None
    assert (first.mark, first.revision, first.before) == (Mark.FIRST, 0, ())
    assert next_job(wanted("a"), [first], NOON) is None
    second = next_job(wanted("a", nth=2), [first], NOON)
    assert second is not None
    assert (second.mark, second.nth) == (Mark.COPY, 2)


def test_a_newer_version_replaces_what_may_be_there() -> None:
    told = {state: next_job(wanted("b"), [job("a", state)], NOON) for state in PrintState}
    marks = {state: made.mark for state, made in told.items() if made is not None}
    first = {QUEUED, PrintState.FAILED, PrintState.DROPPED}  # nothing of them has left
    assert {state for state, mark in marks.items() if mark is Mark.FIRST} == first
    assert {marks[state] for state in set(PrintState) - first} == {Mark.CHANGED}
    tried = next_job(wanted("b"), [job("a", PrintState.DROPPED, tries=1)], NOON)
    assert tried is not None
    assert (tried.mark, tried.revision) == (Mark.CHANGED, 1)


def test_an_order_that_is_as_it_was_before_is_printed_again() -> None:
    jobs = [job("a"), job("b", revision=1)]
    back = next_job(wanted("a"), jobs, NOON)
    assert back is not None
    assert (back.mark, back.revision, back.nth) == (Mark.CHANGED, 2, 2)
    assert next_job(wanted("a"), [*jobs, back], NOON) is None


def test_what_came_between_and_never_left_changes_nothing() -> None:
    jobs = [job("a"), job("b", QUEUED, revision=1)]
    back = next_job(wanted("a"), jobs, NOON)
    assert back is not None
    assert (back.state, back.revision) == (PrintState.DROPPED, 2)
    cut = next_job(wanted("a"), [job("a", PrintState.UNKNOWN), jobs[1]], NOON)
    assert cut is not None
    assert (cut.state, cut.mark) == (QUEUED, Mark.POSSIBLE_COPY)


def test_a_person_gets_what_is_true_of_the_paper() -> None:
    assert job_again(wanted("a"), [], NOON).mark is Mark.FIRST
    assert job_again(wanted("a"), [job("a", PrintState.DROPPED)], NOON).mark is Mark.FIRST
    assert job_again(wanted("a"), [job("a", QUEUED)], NOON).mark is Mark.COPY
    assert job_again(wanted("a"), [job("a")], NOON).mark is Mark.COPY
    assert job_again(wanted("b"), [job("a")], NOON).mark is Mark.CHANGED
    assert job_again(wanted("a"), [], NOON, may_be_lost=True).mark is Mark.POSSIBLE_COPY


def test_changed_stays_changed() -> None:
    cut = job("a", PrintState.UNKNOWN)
    assert marked(cut).mark is Mark.POSSIBLE_COPY
    assert marked(replace(cut, mark=Mark.CHANGED)).mark is Mark.CHANGED
    assert marked(job("a", QUEUED)).mark is Mark.FIRST


def test_lines_that_are_new_or_different_are_named() -> None:
    newer = next_job(wanted("b"), [job("a")], NOON)
    assert newer is not None
    assert changed_lines(newer, (SOUP,)) == frozenset()
    assert changed_lines(newer, (SOUP, TEA)) == {"2"}
    assert changed_lines(newer, (replace(SOUP, quantity=3),)) == {"1"}
    assert changed_lines(newer, (SOUP, replace(SOUP, line_id="7"))) == {"7"}
    assert changed_lines(job("a"), (SOUP, TEA)) == frozenset()


def test_a_line_that_the_order_has_no_more_is_named() -> None:
    newer = next_job(wanted("b"), [replace(job("a"), shown=(SOUP, TEA, TEA))], NOON)
    assert newer is not None
    assert gone_lines(newer, (TEA, TEA, SOUP)) == ()
    assert gone_lines(newer, (replace(SOUP, quantity=1, note="hot"), TEA)) == (TEA,)
    assert gone_lines(newer, (replace(SOUP, spec="Large"), TEA, TEA)) == (SOUP,)
    assert gone_lines(job("a"), ()) == ()


class Place:
    """One place of one order, with a printer that fails as it is told."""

    def __init__(self) -> None:
        self.jobs: dict[str, PrintJob] = {}
        self.papers: list[PrintJob] = []
        self.version = ""

    def keep(self, made: PrintJob) -> None:
        for each in self.jobs.values():
            is_old = each.revision < made.revision and each.state is not PrintState.PRINTING
            if is_old and each.state in OPEN_PRINTS:
                self.jobs[each.job_id] = replace(each, state=PrintState.DROPPED)
        assert made.job_id not in self.jobs
        self.jobs[made.job_id] = made

    def want(self, version: str, copies: int) -> None:
        self.version = version
        for nth in range(1, copies + 1):
            made = next_job(wanted(version, nth), self.jobs.values(), NOON)
            if made is not None:
                self.keep(made)

    def turn(self, ends: PrintState) -> None:
        """Begin the oldest paper, or end the one that is printing."""
        for each in self.jobs.values():
            if each.state is PrintState.PRINTING:
                self.jobs[each.job_id] = replace(each, state=ends)
                return
        waiting = (each for each in self.jobs.values() if each.state in PRINTABLE)
        if (found := next(waiting, None)) is None:
            return
        found = marked(found)
        if is_outdated(found, self.jobs.values()):
            self.jobs[found.job_id] = replace(found, state=PrintState.DROPPED)
            return
        begun = replace(found, state=PrintState.PRINTING, tries=found.tries + 1)
        self.papers.append(begun)
        self.jobs[begun.job_id] = begun


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("want"), st.sampled_from("abc"), st.integers(1, 2)),
        st.tuples(st.just("ask"), st.sampled_from("abc"), st.just(1)),
        st.tuples(st.just("turn"), st.sampled_from((PRINTED, PrintState.UNKNOWN)), st.just(1)),
    ),
    max_size=25,
)


@given(STEPS)
def test_every_paper_after_the_first_is_marked_and_the_last_one_holds(
    steps: list[tuple[str, str, int]],
) -> None:
    place = Place()
    for what, which, copies in steps:
        if what == "want":
            place.want(which, copies)
        elif what == "ask":
            place.version = which
            place.keep(job_again(wanted(which), place.jobs.values(), NOON))
        else:
            place.turn(PrintState(which))
    for _ in range(4 * len(place.jobs)):
        place.turn(PRINTED)
    assert all(paper.mark is not Mark.FIRST for paper in place.papers[1:])
    newer = [
        new
        for old, new in zip(place.papers, place.papers[1:], strict=False)
        if new.version != old.version
    ]
    assert all(paper.mark is Mark.CHANGED for paper in newer)
    if place.version:
        assert place.papers[-1].version == place.version
    assert not [each for each in place.jobs.values() if each.state in PRINTABLE]
    assert all(is_on_paper(paper) for paper in place.papers)
