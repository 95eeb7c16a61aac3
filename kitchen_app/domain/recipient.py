"""The person who gets the food. Needed by the shop's own courier, and by nobody else."""

import re
from dataclasses import dataclass, field, fields

_LOCAL = re.compile(r"[\d\s().-]+")
_NOT_PERSONAL = frozenset({"country_code", "hidden"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Name, number and door of a customer; all texts as Keeta or the customer wrote them.

    Personal data: no text is part of the representation, so none of it can reach a log. `hidden`
    says that something stays sealed: Keeta opens these texts for orders that are not brought by
    its own riders only (batchDecrypt page).

    `phone` and `country_code` stay apart: a masked number must not get a code, and codes came
    with and without their plus. `others` holds what the address says beyond the known members.
    """

    name: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    country_code: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    house_number: str = field(default="", repr=False)
    street: str = field(default="", repr=False)
    district: str = field(default="", repr=False)
    area: str = field(default="", repr=False)
    city: str = field(default="", repr=False)
    building: str = field(default="", repr=False)
    apartment: str = field(default="", repr=False)
    directions: str = field(default="", repr=False)
    others: tuple[str, ...] = field(default=(), repr=False)
    hidden: bool = False

    @property
    def number(self) -> str:
        """Return the phone as it is dialled: with the country's code where one belongs before it.

        A masked number, and one that begins with a plus or a zero (a code of its own, or how it is
        dialled inside the country), stays as it came.
        """
        if not self.phone.startswith("0") and _LOCAL.fullmatch(self.phone):
            return f"{self.country_code} {self.phone}".strip()
        return self.phone

    @property
    def is_told(self) -> bool:
        """Tell whether there is anything by which the customer is found or called."""
        names = {each.name for each in fields(self)} - _NOT_PERSONAL
        return any(getattr(self, name) for name in names)
