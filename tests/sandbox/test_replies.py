"""The bodies of answers with code 0."""

from typing import Any

import pytest

from kitchen_app.sandbox.replies import DONE, Reply


@pytest.mark.parametrize(
    ("reply", "body"),
    [
        (DONE, {"code": 0, "message": "Success"}),
        (Reply(data=[]), {"code": 0, "message": "Success", "data": []}),
        (Reply(data=0), {"code": 0, "message": "Success", "data": 0}),
        (
            Reply(data=1, failed=({"code": 5},)),
            {"code": 0, "message": "Partial Failure", "data": 1, "errorList": [{"code": 5}]},
        ),
        (Reply(flat={"accessToken": "x"}), {"accessToken": "x"}),
    ],
)
def test_body(reply: Reply, body: dict[str, Any]) -> None:
    assert reply.body() == body
