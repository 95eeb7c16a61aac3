"""The control API beside the orders: shop, consent, faults, scenarios, the description.

It has no counterpart at Keeta.
"""

from collections.abc import Awaitable, Callable
from dataclasses import fields
from typing import Any

from aiohttp import web

from kitchen_app.sandbox.base_calls import IMAGES_PATH
from kitchen_app.sandbox.config import Service
from kitchen_app.sandbox.control_http import (
    CONTROL_PATH,
    Handler,
    answered,
    json_object,
    member,
    one_of,
    whole_number_in,
)
from kitchen_app.sandbox.errors import BadRequestError
from kitchen_app.sandbox.faults import EventFault, EventFaultKind, Fault, FaultKind
from kitchen_app.sandbox.hours import read_special_days, read_week
from kitchen_app.sandbox.openapi import description
from kitchen_app.sandbox.scenarios import names
from kitchen_app.sandbox.world import World

_DONE: dict[str, Any] = {"done": True}
_FAULT = {
    "path": str,
    "eventId": int,
    "kind": str,
    "code": int,
    "message": str,
    "hang_s": float,
    "http_status": int,
    "retry_after_s": int,
    "late_s": float,
    "stale_s": float,
    "delay_s": float,
    "event_id": int,
    "times": int,
}


class WorldControl:
    """Answers scripts about everything but orders."""

    def __init__(self, world: World) -> None:
        self._world = world

    def routes(self) -> list[web.RouteDef]:
        world = self._world
        shop, consent = f"{CONTROL_PATH}/shop", f"{CONTROL_PATH}/authorization"
        return [
            web.get(shop, answered(self._show_shop)),
            web.post(f"{shop}/close-by-keeta", _simply(world.shop.close_by_keeta)),
            web.post(f"{shop}/open-by-keeta", _simply(world.shop.open_by_keeta)),
            web.post(shop + "/services/{name}/rest", answered(self._rest_service)),
            web.post(shop + "/services/{name}/open", answered(self._open_service)),
            web.post(f"{shop}/hours", answered(self._hours)),
            web.post(f"{shop}/special-hours", answered(self._special_hours)),
            web.post(f"{shop}/reject-next-picture", _simply(self._reject_picture)),
            web.post(f"{consent}/consent", answered(self._consent)),
            web.post(f"{consent}/revoke", _simply(world.authorization.revoke)),
            web.post(f"{consent}/expire", _simply(world.authorization.expire_access)),
            web.post(consent + "/shops/{id}", answered(self._add_shop)),
            web.delete(consent + "/shops/{id}", answered(self._remove_shop)),
            web.get(f"{CONTROL_PATH}/faults", answered(self._show_faults)),
            web.post(f"{CONTROL_PATH}/faults", answered(self._add_fault)),
            web.delete(f"{CONTROL_PATH}/faults", _simply(world.faults.clear)),
            web.get(f"{CONTROL_PATH}/scenarios", answered(self._scenarios)),
            web.post(CONTROL_PATH + "/scenarios/{name}", answered(self._play)),
            web.get(f"{CONTROL_PATH}/openapi.json", answered(self._description)),
            web.get(IMAGES_PATH + "/{name}", self._image),
        ]

    async def _show_shop(self, request: web.Request) -> dict[str, Any]:
        """Show what no single call does: status, hours, special days, what is sold out."""
        shop, shelf = self._world.shop, self._world.shelf
        return shop.facts.details(self._world.config) | {
            "specialBusinessHour": shop.facts.special_days,
            "closedByKeeta": shop.closed_by_keeta,
            "soldOutProducts": [code for code, status in shelf.products.items() if not status],
            "soldOutOptions": [list(key) for key, status in shelf.options.items() if not status],
        }

    async def _rest_service(self, request: web.Request) -> dict[str, Any]:
        """Rest delivery or pickup alone as in the merchant portal, which sends event 1102."""
        service = one_of(Service, request.match_info["name"])
        self._world.shop.turn_in_portal(service, available=False)
        return _DONE

    async def _open_service(self, request: web.Request) -> dict[str, Any]:
        service = one_of(Service, request.match_info["name"])
        self._world.shop.turn_in_portal(service, available=True)
        return _DONE

    async def _hours(self, request: web.Request) -> dict[str, Any]:
        """Change the week as in the merchant portal, which sends event 1101."""
        asked = await json_object(request, {"businessHourOfTheWeek"})
        week = member(asked, "businessHourOfTheWeek", dict) or {}
        self._world.shop.set_week(read_week(week, self._world.config), in_portal=True)
        return _DONE

    async def _special_hours(self, request: web.Request) -> dict[str, Any]:
        asked = await json_object(request, {"specialBusinessHour"})
        days = member(asked, "specialBusinessHour", list) or []
        self._world.shop.set_special_days(
            read_special_days(days, self._world.config), in_portal=True
        )
        return _DONE

    def _reject_picture(self) -> None:
        self._world.shop.rejects_next_picture = True

    async def _consent(self, request: web.Request) -> dict[str, Any]:
        asked = await json_object(request, {"state"})
        return {"code": self._world.authorization.consent(member(asked, "state", str) or "")}

    async def _add_shop(self, request: web.Request) -> dict[str, Any]:
        self._world.authorization.add_shop(whole_number_in(request, "id"))
        return _DONE

    async def _remove_shop(self, request: web.Request) -> dict[str, Any]:
        self._world.authorization.remove_shop(whole_number_in(request, "id"))
        return _DONE

    async def _show_faults(self, request: web.Request) -> dict[str, Any]:
        return self._world.faults.waiting()

    async def _add_fault(self, request: web.Request) -> dict[str, Any]:
        """Queue a fault for `path` or for `eventId`, as often as `times` says."""
        asked = await json_object(request, set(_FAULT))
        given: dict[str, Any] = {
            name: member(asked, name, kind) for name, kind in _FAULT.items() if name in asked
        }
        times = given.pop("times", None) or 1
        path, event_id = given.pop("path", None), given.pop("eventId", None)
        if (path is None) == (event_id is None):
            raise BadRequestError("A fault names either path or eventId.")
        if path is not None:
            fault = Fault(**_fitting(Fault, given, kind=one_of(FaultKind, _kind(given))))
            self._world.faults.next_call(path, *[fault] * times)
        else:
            kind = one_of(EventFaultKind, _kind(given))
            event_fault = EventFault(**_fitting(EventFault, given, kind=kind))
            self._world.faults.next_event(event_id, *[event_fault] * times)
        return self._world.faults.waiting()

    async def _scenarios(self, request: web.Request) -> dict[str, Any]:
        return names()

    async def _play(self, request: web.Request) -> dict[str, Any]:
        seed = member(await json_object(request, {"seed"}), "seed", int)
        given = self._world.config.seed if seed is None else seed
        self._world.stage.play(request.match_info["name"], given)
        return _DONE

    async def _description(self, request: web.Request) -> dict[str, Any]:
        return description()

    async def _image(self, request: web.Request) -> web.Response:
        """Serve an uploaded image, to whoever got its address."""
        found = self._world.images.find(request.match_info["name"])
        if found is None:
            return web.Response(status=404, text="There is no such image.")
        return web.Response(body=found[1], content_type=found[0])


def _simply(change: Callable[[], object]) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return a route that takes no body and only does one thing."""

    async def handle(request: web.Request) -> dict[str, Any]:
        change()
        return _DONE

    handler: Handler = handle
    return answered(handler)


def _kind(given: dict[str, Any]) -> str:
    kind = given.get("kind")
    if kind is None:
        raise BadRequestError("A fault names its kind.")
    return str(kind)


def _fitting(
    fault: type[Fault] | type[EventFault], given: dict[str, Any], *, kind: object
) -> dict[str, Any]:
    """Return the members for this sort of fault; refuse those of the other sort."""
    known = {each.name for each in fields(fault)}
    if foreign := sorted(set(given) - known):
        raise BadRequestError(f"{foreign[0]!r} does not belong to this sort of fault.")
    return given | {"kind": kind}
