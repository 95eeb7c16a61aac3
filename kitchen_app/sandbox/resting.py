"""What of the shop rests: delivery, pickup or both (API changelog of June 2026, webhook 1102).

The API turns both together; one alone is turned in the merchant portal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from kitchen_app.sandbox.config import Fulfilment, SandboxConfig, Service


class ShopStatus(IntEnum):
    """The two states of a shop that any page names."""

    OPEN = 3
    RESTING = 4


class ServiceState(StrEnum):
    """The three states of a service, in the order of `rest_status_numbers`."""

    AVAILABLE = "available"
    UNAVAILABLE = "unavailable"
    NOT_ENABLED = "not enabled"


@dataclass(frozen=True, slots=True)
class Services:
    """The state of every service; the shop's own status follows from them."""

    states: Mapping[Service, ServiceState]

    @property
    def status(self) -> ShopStatus:
        """Return open if either service is available, as the changelog has it."""
        available = ServiceState.AVAILABLE in self.states.values()
        return ShopStatus.OPEN if available else ShopStatus.RESTING

    def can_take(self, fulfilment: Fulfilment) -> bool:
        """Say whether customers can order so."""
        service = Service.PICKUP if fulfilment is Fulfilment.PICKUP else Service.DELIVERY
        return self.states[service] is ServiceState.AVAILABLE

    def turned(self, *services: Service, available: bool) -> "Services":
        """Return them with some turned on or off; what is not enabled stays so."""
        state = ServiceState.AVAILABLE if available else ServiceState.UNAVAILABLE
        turned = {
            service: state
            for service in services
            if self.states[service] is not ServiceState.NOT_ENABLED
        }
        return Services({**self.states, **turned})


def all_available(config: SandboxConfig) -> Services:
    """Return what the shop begins with."""
    return Services(
        {
            service: ServiceState.AVAILABLE
            if service in config.services
            else ServiceState.NOT_ENABLED
            for service in Service
        }
    )


def shown(services: Services, config: SandboxConfig) -> dict[str, int]:
    """Return the members of scm/shop/base/get."""
    numbers = _numbers(services, config)
    rest = {f"{service}RestStatus": number for service, number in numbers.items()}
    return {"status": int(services.status)} | rest


def change(before: Services, after: Services, config: SandboxConfig) -> dict[str, int]:
    """Return the members of event 1102; its statuses are equal if only a service changed."""
    members = {"fromStatus": int(before.status), "toStatus": int(after.status)}
    for word, services in (("from", before), ("to", after)):
        for service, number in _numbers(services, config).items():
            members[f"{word}{service.capitalize()}RestStatus"] = number
    return members


def _numbers(services: Services, config: SandboxConfig) -> dict[Service, int]:
    if config.rest_status == "absent":
        return {}
    number_of = dict(zip(ServiceState, config.rest_status_numbers, strict=True))
    return {service: number_of[state] for service, state in services.states.items()}
