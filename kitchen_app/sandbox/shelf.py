"""What is sold out: the status of each product and each option (product status pages)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kitchen_app.sandbox.config import SandboxConfig
from kitchen_app.sandbox.lines import number_of
from kitchen_app.sandbox.menu import Dish, Group, Text
from kitchen_app.sandbox.menu_data import MENUS
from kitchen_app.sandbox.refusals import NOT_FOUND_ELEMENT

AVAILABLE = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a batch changed, and which of its elements failed."""

    codes: tuple[str, ...]
    failed: tuple[dict[str, Any], ...]


class Shelf:
    """The products and options of the sandbox's menus with their status."""

    def __init__(self, config: SandboxConfig) -> None:
        menus = [MENUS[language] for language in config.languages]
        dishes = [dish for menu in menus for dish in menu.dishes]
        self._dishes: dict[str, Dish] = {dish.code: dish for dish in dishes}
        self._groups: dict[str, Group] = {
            group.code: group for dish in dishes for group in _all_groups(dish.groups)
        }
        self.products: dict[str, int] = dict.fromkeys(self._dishes, AVAILABLE)
        """Status by the vendor's code of the product."""
        self.options: dict[tuple[str, str], int] = {
            (group.code, choice.code): AVAILABLE
            for group in self._groups.values()
            for choice in group.choices
        }
        """Status by the vendor's codes of group and option."""

    def codes_of_products(self, spu_ids: Iterable[int]) -> Change:
        """Return the codes that stand for the ids; an unknown id has failed."""
        found = {spu_id: _code_of(spu_id, self._dishes) for spu_id in spu_ids}
        return Change(
            codes=tuple(code for code in found.values() if code is not None),
            failed=tuple(
                _failure(None, element_id=each) for each, code in found.items() if code is None
            ),
        )

    def code_of_group(self, group_id: int) -> str | None:
        return _code_of(group_id, self._groups)

    def code_of_option(self, group_code: str, group_sku_id: int) -> str | None:
        codes = (choice.code for choice in self._groups[group_code].choices)
        return next((code for code in codes if number_of(f"sku:{code}") == group_sku_id), None)

    def set_products(self, codes: Iterable[str], status: int, *, linked: bool) -> Change:
        """Flip products; `linked` flips the options of the same name where the group allows it."""
        wanted = list(dict.fromkeys(codes))
        known = [code for code in wanted if code in self._dishes]
        for code in known:
            self.products[code] = status
            if linked:
                self._flip_options_named(self._dishes[code].name, status)
        failed = [_failure(code) for code in wanted if code not in self._dishes]
        return Change(codes=tuple(known), failed=tuple(failed))

    def set_options(self, pairs: Iterable[tuple[str, str]], status: int) -> Change:
        """Flip options, each alone; one that would break its group's rule is left and failed."""
        changed: list[str] = []
        failed: list[dict[str, Any]] = []
        for group_code, code in dict.fromkeys(pairs):
            if (group_code, code) not in self.options:
                failed.append(_failure(code))
            elif not self._flip(group_code, code, status):
                failed.append(_failure(code, "The choice group would have too few options"))
            else:
                changed.append(code)
        return Change(codes=tuple(changed), failed=tuple(failed))

    def groups_broken_by(self, code: str) -> tuple[int, ...]:
        """Return the ids of the groups with too few options left if a product went off, linked."""
        name = self._dishes[code].name
        broken = (group for group in self._groups.values() if self._is_broken_by(group, name))
        return tuple(number_of(group.code) for group in broken)

    def product_json(self, code: str) -> dict[str, Any]:
        """Return the SPU model of a product."""
        return {
            "id": number_of(code),
            "name": self._dishes[code].name.en,
            "openItemCode": code,
            "status": self.products[code],
        }

    def _is_broken_by(self, group: Group, name: Text) -> bool:
        linked = [choice for choice in group.choices if name.agrees_with(choice.name)]
        left = [
            choice
            for choice in group.choices
            if choice not in linked and self.options[group.code, choice.code] == AVAILABLE
        ]
        return bool(linked) and len(left) < group.minimum

    def _flip_options_named(self, name: Text, status: int) -> None:
        for group in self._groups.values():
            for choice in group.choices:
                if name.agrees_with(choice.name):
                    self._flip(group.code, choice.code, status)

    def _flip(self, group_code: str, code: str, status: int) -> bool:
        group = self._groups[group_code]
        others = [
            each.code
            for each in group.choices
            if each.code != code and self.options[group_code, each.code] == AVAILABLE
        ]
        if status != AVAILABLE and len(others) < group.minimum:
            return False
        self.options[group_code, code] = status
        return True


def _all_groups(groups: Iterable[Group]) -> Iterator[Group]:
    for group in groups:
        yield group
        for choice in group.choices:
            yield from _all_groups(choice.groups)


def _code_of(number: int, codes: Iterable[str]) -> str | None:
    return next((code for code in codes if number_of(code) == number), None)


def _failure(
    code: str | None,
    message: str = "The product does not exist",
    *,
    element_id: int | None = None,
) -> dict[str, Any]:
    """Return one element of an `errorList`, named as it was asked for: by code or by id."""
    return {
        "id": element_id,
        "name": "",
        "openItemCode": code,
        "code": NOT_FOUND_ELEMENT,
        "message": message,
    }
