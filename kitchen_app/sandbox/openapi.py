"""The OpenAPI 3.1 description of the emulated API, made from the endpoint table."""

import json
from typing import Any

from kitchen_app.sandbox.endpoint_table import ENDPOINTS, Endpoint
from kitchen_app.sandbox.members import Kind, Member

BASE_PATH = "/api/open"
_INT64 = 2**63 - 1

_COMMON: dict[str, dict[str, Any]] = {
    "appId": {"type": "integer", "examples": [3800000001]},
    "timestamp": {
        "type": ["integer", "string"],
        "description": "Unix time in seconds, as a number or as text",
        "examples": [1751443000],
    },
    "sig": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
}
_TOKEN = {"type": "string", "examples": ["sandbox-access-token"]}
_ERROR_LIST = {
    "type": "array",
    "description": "Elements of a batch that failed; the code is 0 all the same",
    "items": {"type": "object", "required": ["code", "message"]},
}


def description() -> dict[str, Any]:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Sandbox of the Standard Keeta API",
            "version": "1.0.0",
            "description": "An emulator for trials. Unofficial; made from public documents.",
        },
        "servers": [{"url": BASE_PATH}],
        "tags": [{"name": name} for name in sorted({each.group for each in ENDPOINTS.values()})],
        "paths": {path: {"post": _operation(each)} for path, each in ENDPOINTS.items()},
        "components": {"schemas": {"Refusal": _refusal()}},
    }


def text() -> str:
    """Return the description as the copy beside the documentation holds it."""
    return json.dumps(description(), indent=2, ensure_ascii=False) + "\n"


def _operation(endpoint: Endpoint) -> dict[str, Any]:
    media_type = "multipart/form-data" if endpoint.multipart else "application/json"
    return {
        "operationId": endpoint.path.strip("/").replace("/", "_"),
        "summary": endpoint.title,
        "tags": [endpoint.group],
        "requestBody": {
            "required": True,
            "content": {media_type: {"schema": request_schema(endpoint)}},
        },
        "responses": {
            "200": {
                "description": "Carried out, or refused with a code other than 0",
                "content": {"application/json": {"schema": response_schema(endpoint)}},
            }
        },
    }


def request_schema(endpoint: Endpoint) -> dict[str, Any]:
    """Return the schema of a request with the common members."""
    common = dict(_COMMON) | ({"accessToken": _TOKEN} if endpoint.with_token else {})
    properties = common | {each.name: _schema(each) for each in endpoint.members}
    required = [*common, *(each.name for each in endpoint.members if each.required)]
    if endpoint.multipart:
        properties["imageData"] = {"type": "string", "format": "binary"}
        required.append("imageData")
    return {"type": "object", "required": required, "properties": properties}


def response_schema(endpoint: Endpoint) -> dict[str, Any]:
    """Return the schema of an answer: the refusal or the success."""
    refusal = {"$ref": "#/components/schemas/Refusal"}
    if endpoint.path == "/base/oauth/token":
        return {"anyOf": [refusal, _token_schema(), _envelope({"type": "object"})]}
    return {"anyOf": [refusal, _envelope(endpoint.data)]}


def _envelope(data: dict[str, Any] | None) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "code": {"const": 0},
        "message": {"type": "string"},
        "errorList": _ERROR_LIST,
        "success": {"type": "boolean"},
    }
    required = ["code", "message"]
    if data is not None:
        properties["data"] = data
        required.append("data")
    return {"type": "object", "required": required, "properties": properties}


def _refusal() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["code", "message"],
        "properties": {
            "code": {"type": "integer", "not": {"const": 0}},
            "message": {"type": "string"},
            "success": {"type": "boolean"},
        },
    }


def _token_schema() -> dict[str, Any]:
    kinds = {
        "accessToken": "string",
        "tokenType": "string",
        "expiresIn": "integer",
        "refreshToken": "string",
        "scope": "string",
        "issuedAtTime": "integer",
    }
    properties = {name: {"type": kind} for name, kind in kinds.items()}
    return {"type": "object", "required": list(kinds), "properties": properties}


def _schema(member: Member) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": member.kind.value} | _LIMITS[member.kind](member)
    if member.nullable:
        schema["type"] = [member.kind.value, "null"]
    if member.one_of:
        schema["enum"] = list(member.one_of)
    if member.needed_when is not None:
        name, value = member.needed_when
        schema["description"] = f"Required when {name} is {value}"
    if member.example is not None:
        schema["examples"] = [member.example]
    return schema


def _number_limits(member: Member) -> dict[str, Any]:
    return {
        "format": "int64",
        "minimum": 0 if member.least is None else member.least,
        "maximum": _INT64 if member.most is None else member.most,
    }


def _list_limits(member: Member) -> dict[str, Any]:
    limits: dict[str, Any] = {"items": {} if member.entry is None else _schema(member.entry)}
    if member.least is not None:
        limits["minItems"] = member.least
    if member.most is not None:
        limits["maxItems"] = member.most
    return limits


def _object_limits(member: Member) -> dict[str, Any]:
    return {
        "required": [each.name for each in member.members if each.required],
        "properties": {each.name: _schema(each) for each in member.members},
    }


def _no_limits(_: Member) -> dict[str, Any]:
    return {}


_LIMITS = {
    Kind.WHOLE: _number_limits,
    Kind.LIST: _list_limits,
    Kind.OBJECT: _object_limits,
    Kind.TEXT: _no_limits,
}
