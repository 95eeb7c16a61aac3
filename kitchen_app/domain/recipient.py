"""The person who gets the food. Needed by the shop's own courier, and by nobody else."""

from dataclasses import dataclass, field


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
