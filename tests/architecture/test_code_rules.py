"""Rules that the linter cannot express, read off the syntax trees."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import modules, name_of, parsed


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def called_name(call: ast.Call) -> str:
    """Return the last part of what is called: `exec` for `dialog.exec()`."""
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def nested_loop(tree: ast.AST, module: str) -> Iterator[int]:
    """A nested Qt loop inside a coroutine ends the other tasks: use open() and its signals."""
    for call in calls(tree):
        named = called_name(call)
        if isinstance(call.func, ast.Attribute) and named in ("exec", "exec_", "processEvents"):
            yield call.lineno


def loose_task(tree: ast.AST, module: str) -> Iterator[int]:
    """Only the supervisor makes tasks: it keeps, names and stops them."""
    if module == "kitchen_app/base/tasks.py":
        return
    for call in calls(tree):
        if called_name(call) in ("create_task", "ensure_future"):
            yield call.lineno


def captured_self(tree: ast.AST, module: str) -> Iterator[int]:
    """A lambda given to connect() keeps its widget alive and calls it after it is deleted."""
    for call in calls(tree):
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        if called_name(call) == "connect" and any(isinstance(each, ast.Lambda) for each in given):
            yield call.lineno


def stray_print(tree: ast.AST, module: str) -> Iterator[int]:
    """Only the command line prints; everybody else logs."""
    if module.startswith("kitchen_app/cli/"):
        return
    for call in calls(tree):
        if isinstance(call.func, ast.Name) and call.func.id == "print":
            yield call.lineno


def wall_clock(tree: ast.AST, module: str) -> Iterator[int]:
    """Only base.clock asks the machine for the time, so that tests can give another."""
    if module == "kitchen_app/base/clock.py":
        return
    for call in calls(tree):
        match call.func:
            case ast.Attribute(value=ast.Name(id="datetime" | "date"), attr="now" | "today"):
                yield call.lineno
            case ast.Attribute(value=ast.Name(id="time"), attr="time" | "monotonic"):
                yield call.lineno


Rule = Callable[[ast.AST, str], Iterator[int]]
RULES: list[Rule] = [nested_loop, loose_task, captured_self, stray_print, wall_clock]

BREACHES: dict[Rule, list[str]] = {
    nested_loop: ["dialog.exec()", "app.processEvents()", "menu.exec_(here)"],
    loose_task: ["asyncio.create_task(f())", "loop.create_task(f())", "ensure_future(f())"],
    captured_self: ["button.clicked.connect(lambda: self.go())", "s.connect(slot=lambda: 1)"],
    stray_print: ["print(1)"],
    wall_clock: ["datetime.now(UTC)", "time.monotonic()", "time.time()"],
}
ALLOWED = ["cursor.execute(sql)", "thing.connect(self.go)", "sorted(x, key=lambda y: y)", "exec"]


@pytest.mark.parametrize("rule", RULES)
def test_the_code_keeps_the_rule(rule: Rule) -> None:
    found = {name_of(each): list(rule(parsed(each), name_of(each))) for each in modules()}
    broken = {name: lines for name, lines in found.items() if lines}
    assert not broken, rule.__doc__


@pytest.mark.parametrize("rule", RULES)
def test_the_rule_sees_its_breach_and_nothing_else(rule: Rule) -> None:
    for code in BREACHES[rule]:
        assert list(rule(ast.parse(code), "kitchen_app/x.py")), code
    for code in ALLOWED:
        assert not list(rule(ast.parse(code), "kitchen_app/x.py")), code


def test_every_module_and_public_class_says_what_it_is() -> None:
    silent = [what for module in modules() for what in _silent(module)]
    assert silent == [], "a docstring says what and why"


def _silent(module: Path) -> Iterator[str]:
    tree = parsed(module)
    if tree.body and not ast.get_docstring(tree):
        yield name_of(module)
    for node in tree.body:
        is_public = isinstance(node, ast.ClassDef) and not node.name.startswith("_")
        if isinstance(node, ast.ClassDef) and is_public and not ast.get_docstring(node):
            yield f"{name_of(module)}:{node.name}"
