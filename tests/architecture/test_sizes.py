"""Files and functions stay small enough to be read at once."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import modules, name_of, parsed

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONG_FUNCTION = 40
MOST_METHODS = 20

LONG: dict[str, str] = {
    "kitchen_app/bootstrap/core.py:__init__": "names each part once; splitting it hides the order",
}
"""Functions of 41 to 60 lines, each with the reason. It only shrinks."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: Function) -> int:
    assert function.end_lineno is not None
    return function.end_lineno - function.lineno + 1


def long_functions(module: Path) -> set[str]:
    return {
        f"{name_of(module)}:{function.name}"
        for function in functions(parsed(module))
        if length(function) > LONG_FUNCTION
    }


def test_modules_and_functions_are_small() -> None:
    too_long = [
        name_of(module)
        for module in modules()
        if len(module.read_text("utf-8").splitlines()) > LONGEST_FILE
    ]
    far_too_long = [
        f"{name_of(module)}:{each.name}"
        for module in modules()
        for each in functions(parsed(module))
        if length(each) > LONGEST_FUNCTION
    ]
    assert (too_long, far_too_long) == ([], [])
    assert set().union(*map(long_functions, modules())) <= LONG.keys()


def test_a_class_does_not_do_everything() -> None:
    too_much = [
        f"{name_of(module)}:{node.name}"
        for module in modules()
        for node in ast.walk(parsed(module))
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(each, Function) for each in node.body) > MOST_METHODS
    ]
    assert too_much == []


def test_the_list_of_long_functions_holds_no_old_entries() -> None:
    assert set().union(*map(long_functions, modules())) >= LONG.keys()
