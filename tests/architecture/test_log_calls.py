"""What may stand in a log, by allow-list: every argument of every call, read off the trees.

A log may hold ids, codes, counts, times and kinds of things. A new argument is added to the table
with what it is; one that can hold what a person or Keeta wrote is not.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import modules, name_of, parsed

METHODS = frozenset({"debug", "info", "warning", "error", "exception", "critical", "log"})

OUR_ERRORS = frozenset(
    {
        "KnownError",
        "PlatformError",
        "PrinterError",
        "ListenError",
        "NotStored",
        "SandboxError",
        "StoreError",
        "TunnelNotStarted",
        "UnreadableMessage",
        "_SAID_NO",
    }
)
"""Failures whose texts are ours: an `error` caught as one of these may be told."""

ALLOWED: dict[tuple[str, str], str] = {
    ("base/loop_thread.py", "self._thread.name"): "our name of a thread",
    ("base/loop_thread.py", "within_s"): "seconds",
    ("base/tasks.py", "', '.join(sorted(late))"): "our names of tasks",
    ("base/tasks.py", "name"): "our name of a task",
    ("bootstrap/core.py", "self._server.port"): "a port",
    ("bootstrap/program.py", "complaint"): "our words about a template of the owner's",
    ("bootstrap/program.py", "options.fault"): "our words: a moment and a count",
    ("bootstrap/status.py", "type(error).__name__"): "a kind",
    ("keeta/callbacks.py", "f'{recipe}params+secret'"): "one of two recipes of ours",
    ("keeta/client.py", "order_id"): "an id",
    ("sandbox/push.py", "event_id"): "a code",
    ("sandbox/push.py", "lane"): "the emulator's order id",
    ("sandbox/push.py", "push.event_id"): "a code",
    ("sandbox/push.py", "push.order_view_id"): "an id",
    ("sandbox/sender.py", "type(error).__name__"): "a kind",
    ("sandbox/stage.py", "step.act"): "a word of our scenarios",
    ("services/access.py", "event_id"): "a code",
    ("services/access.py", "state.value"): "a code",
    ("services/alarm.py", "order_id"): "an id",
    ("services/authorised_shops.py", "len(served.all)"): "a count",
    ("services/black_box.py", "len(news)"): "a count",
    ("services/comeback.py", "by.total_seconds()"): "seconds",
    ("services/comeback.py", "lost_s"): "seconds",
    ("services/consents.py", "outcome.value"): "a code",
    ("services/consents.py", "home"): "our shop's id",
    ("services/cooking_times.py", "len(found)"): "a count",
    ("services/dispute.py", "order.order_id"): "an id",
    ("services/erasure.py", "order_id"): "an id",
    ("services/hours_changes.py", "result.kind.value"): "a code",
    ("services/hours_changes.py", "result.outcome.value"): "a code",
    ("services/intake.py", "callback.row_id"): "an id",
    ("services/intake.py", "callback.shop_id"): "an id of digits",
    ("services/intake.py", "len(callbacks)"): "a count",
    ("services/last_minute.py", "order_id"): "an id",
    ("services/last_minute.py", "shop_id"): "an id of digits",
    ("services/marks.py", "marks.order_id"): "an id",
    ("services/manager_lock.py", "matter.deed.value"): "a code",
    ("services/manager_lock.py", "tries.wrong + 1"): "a count",
    ("services/outbox.py", "action.key"): "an id",
    ("services/outbox.py", "key"): "an id",
    ("services/preferences.py", "', '.join(sorted(values))"): "our names of settings",
    ("services/print_worker.py", "job.job_id"): "an id",
    ("services/profile_changes.py", "result.kind.value"): "a code",
    ("services/profile_changes.py", "result.outcome.value"): "a code",
    ("services/rests.py", "outcome.value"): "a code",
    ("services/printing.py", "len(given)"): "a count",
    ("services/printer_setup.py", "len(wanted.printers)"): "a count",
    ("services/printing.py", "order_id"): "an id",
    ("services/proof.py", "hop"): "a code",
    ("services/retention.py", "deleted"): "a count",
    ("services/retention.py", "emptied"): "a count",
    ("services/retention.py", "expired"): "a count",
    ("services/retention.py", "forgotten"): "a count",
    ("services/retention.py", "gone"): "a count",
    ("services/retention.py", "masked"): "a count",
    ("services/retention.py", "type(error).__name__"): "a kind",
    ("services/safekeeper.py", "type(error).__name__"): "a kind",
    ("services/screen_watch.py", "_where()"): "a place in the code, no values",
    ("services/shop_reading.py", "part"): "a code",
    ("services/shop_reading.py", "type(error).__name__"): "a kind",
    ("services/sync.py", "order_id"): "an id",
    ("services/sync.py", "refusal.code"): "a code",
    ("services/sync.py", "type(error).__name__"): "a kind",
    ("services/tunnel.py", "age_s"): "seconds",
    ("services/tunnel.py", "code"): "the exit code of a program",
    ("services/tunnel.py", "hop"): "a code",
    ("services/unstored.py", "order_id"): "an id",
    ("store/ballast.py", "described(error)"): "a failure without what was in it",
    ("store/database.py", "found"): "our words, with an id",
    ("store/journal.py", "file.path.name"): "a number and a moment",
    ("store/replay.py", "action.key"): "an id",
    ("store/replay.py", "len(changed)"): "a count",
    ("store/replay.py", "len(lacking)"): "a count",
    ("store/safekeeping.py", "backup.path.name"): "a number and a moment",
    ("store/safekeeping.py", "damage"): "our words",
    ("store/safekeeping.py", "described(error)"): "a failure without what was in it",
    ("store/marks.py", "order_id"): "an id",
    ("store/orders.py", "row.order_id"): "an id",
    ("store/print_jobs.py", "row.job_id"): "an id",
    ("store/refunds.py", "row.case_id"): "an id",
    ("tunnels/process.py", "type(error).__name__"): "a kind",
    ("ui/bridge.py", "outcome.kind"): "a code",
    ("ui/sounds.py", "kind.name"): "how grave it is",
}
"""Module and expression → what it is. It holds no more than is in use."""

FORBIDDEN = frozenset(
    {
        "address", "body", "callback", "case", "content", "customer", "detail", "document", "event",
        "headers", "message", "note", "order", "phone", "raw", "reason", "recipient", "remark",
        "request", "response", "rider", "secret", "text", "token",
    }
)  # fmt: skip
"""Names that no argument may be, or end in, whatever the table says."""


def log_calls(tree: ast.AST) -> Iterator[tuple[ast.Call, frozenset[str]]]:
    """Yield each call of a logger, with the names under which our own errors are caught there."""

    def walk(node: ast.AST, ours: frozenset[str]) -> Iterator[tuple[ast.Call, frozenset[str]]]:
        if isinstance(node, ast.ExceptHandler) and node.name:
            caught = ast.unparse(node.type) if node.type else ""
            ours = ours | {node.name} if caught in OUR_ERRORS else ours - {node.name}
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="logger" | "logging"), attr=called)):
                if called in METHODS:
                    yield node, ours
        for child in ast.iter_child_nodes(node):
            yield from walk(child, ours)

    return walk(tree, frozenset())


def faults(tree: ast.AST, module: str, allowed: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with the log calls of a module; take what is used off `allowed`."""
    for call, our_errors in log_calls(tree):
        text, *arguments = call.args or [ast.Constant(value=None)]
        if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
            yield f"{call.lineno}: the text is not fixed"
        for keyword in call.keywords:
            if keyword.arg != "exc_info":
                yield f"{call.lineno}: {keyword.arg} is not for a log"
        for argument in arguments:
            expression = ast.unparse(argument)
            if expression in our_errors:
                continue
            if expression.rpartition(".")[2] in FORBIDDEN:
                yield f"{call.lineno}: {expression} may hold what somebody wrote"
            elif (module, expression) not in ALLOWED:
                yield f"{call.lineno}: {expression} is not in the table"
            allowed.discard((module, expression))


def short_name(module: Path) -> str:
    return name_of(module).removeprefix("kitchen_app/")


def test_a_log_holds_nothing_but_what_the_table_allows() -> None:
    unused = set(ALLOWED)
    found = {
        short_name(module): list(faults(parsed(module), short_name(module), unused))
        for module in modules()
    }
    assert {module: lines for module, lines in found.items() if lines} == {}
    assert unused == set(), "take what is not logged any more off the table"


@pytest.mark.parametrize(
    "code",
    [
        "logger.info(f'order {order_id}')",
        "logger.info('order ' + order_id)",
        "logger.info('order %s' % order_id)",
        "logger.info(text)",
        "logger.info('%s', body)",
        "logger.info('%s', raw.body)",
        "logger.info('%r', order)",
        "logger.info('%s', refusal.message)",
        "logger.info('%s', rider.name)",
        "logger.info('%s', request)",
        "logger.info('%s', str(order_id))",
        "logger.warning('%s', error)",
        "logging.error('%s', stored.order)",
        "logger.info('x', extra={'body': 1})",
        "try: f()\nexcept ValueError as error: logger.error('%s', error)",
        "try: f()\nexcept KnownError as e:\n try: g()\n except OSError as e: logger.error('%s', e)",
    ],
)
def test_the_rule_sees_its_breach(code: str) -> None:
    assert list(faults(ast.parse(code), "base/tasks.py", set()))


@pytest.mark.parametrize(
    "code",
    [
        "logger.info('ready')",
        "logger.exception('Job %s failed', name)",
        "logger.error('Bug', exc_info=(kind, error, trace))",
        "try: f()\nexcept PlatformError as error: logger.error('%s', error)",
        "other.info(body)",
    ],
)
def test_the_rule_leaves_the_rest_alone(code: str) -> None:
    assert not list(faults(ast.parse(code), "base/tasks.py", set()))
