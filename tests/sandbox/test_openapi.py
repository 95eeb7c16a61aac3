"""The description: complete, well-formed, and agreeing with the emulator."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kitchen_app.sandbox.endpoint_table import ENDPOINTS, Endpoint
from kitchen_app.sandbox.members import read_members
from kitchen_app.sandbox.openapi import description, request_schema, text
from tests.sandbox.fakes import scene

KEPT = Path(__file__).parents[2] / "docs" / "sandbox-openapi.json"
TYPES = {"integer", "string", "object", "array", "boolean", "null"}


def example(schema: dict[str, Any]) -> Any:
    """Return a value that the schema allows, from its examples where it has them."""
    if "examples" in schema:
        return schema["examples"][0]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
    if kind == "object":
        members = schema.get("properties", {})
        wanted = [n for n in members if n in schema["required"] or "examples" in members[n]]
        return {name: example(members[name]) for name in wanted}
    if kind == "array":
        return [example(schema["items"])] * schema.get("minItems", 0)
    return {"integer": 1, "string": "text"}[kind]


def schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if "type" in value:
            yield value
        for each in value.values():
            yield from schemas(each)
    elif isinstance(value, list):
        for each in value:
            yield from schemas(each)


def test_every_endpoint_is_described_once() -> None:
    paths = description()["paths"]
    assert set(paths) == set(ENDPOINTS)
    ids = [operation["post"]["operationId"] for operation in paths.values()]
    assert len(set(ids)) == len(ids)


def test_the_structure_is_openapi() -> None:
    whole = description()
    assert whole["openapi"] == "3.1.0"
    assert {"title", "version"} <= set(whole["info"])
    tags = {tag["name"] for tag in whole["tags"]}
    for operation in (each["post"] for each in whole["paths"].values()):
        assert set(operation["tags"]) <= tags
        (media,) = operation["requestBody"]["content"].values()
        assert media["schema"]["type"] == "object"
        assert "200" in operation["responses"]
    assert json.loads(json.dumps(whole)) == whole


def test_every_schema_has_known_types_and_known_required_members() -> None:
    whole = description()["paths"]
    for schema in schemas(whole):
        kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if all(isinstance(kind, str) for kind in kinds):
            assert set(kinds) <= TYPES
        if "required" in schema and "properties" in schema:
            assert set(schema["required"]) <= set(schema["properties"])


@pytest.mark.parametrize("endpoint", ENDPOINTS.values(), ids=lambda each: each.path)
def test_examples_are_taken_by_the_checks(endpoint: Endpoint) -> None:
    body = example(request_schema(endpoint))
    read = read_members(endpoint.members, body, endpoint.refused_with)
    assert {each.name for each in endpoint.members if each.required} <= set(read)


@pytest.mark.parametrize("path", [path for path in ENDPOINTS if not ENDPOINTS[path].multipart])
async def test_no_example_is_refused_for_its_members(path: str) -> None:
    async with scene() as on:
        order_id = await on.accepted()
        given = {"orderViewId": order_id, "shopId": 470011}
        body = {
            name: value
            for name, value in example(request_schema(ENDPOINTS[path])).items()
            if name != "sig"
        } | ({"accessToken": on.sandbox.config.access_token})
        known = body | {name: value for name, value in given.items() if name in body}
        answer = await on.client.send(path, on.client.sign_again(path, known))
    assert not answer.get("message", "").endswith(("is null", "is not JSON", "calculation error"))


def test_the_kept_copy_is_the_newest() -> None:
    assert KEPT.read_text("utf-8") == text(), "write it anew with openapi.text()"
