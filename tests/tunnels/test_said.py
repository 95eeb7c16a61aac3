"""Words of vendors that name a trouble, and lines without anything that may be secret."""

import pytest

from kitchen_app.services.links import Trouble
from kitchen_app.tunnels.said import masked, trouble_of


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("Provided Tunnel token is not valid.", Trouble.TUNNEL_REFUSED),
        ('ERR Register error="Unauthorized: Invalid tunnel secret"', Trouble.TUNNEL_REFUSED),
        ('ERR  error="Unauthorized: Failed to get tunnel" connIndex=0', Trouble.TUNNEL_REFUSED),
        ("INF Registered tunnel connection connIndex=0", Trouble.NONE),
        ("INF Starting metrics server on 127.0.0.1:20241/metrics", None),
        ("ERROR:  authentication failed. ERROR:  ERR_NGROK_107", Trouble.TUNNEL_REFUSED),
        ("err=... ERR_NGROK_4018", Trouble.TUNNEL_KEYLESS),
        ("ERR_NGROK_108\\r\\n", Trouble.TUNNEL_IN_USE),
        ("ERR_NGROK_334", Trouble.TUNNEL_IN_USE),
        ("ERR_NGROK_1071", None),
        ("", None),
    ],
)
def test_a_line_names_its_trouble(line: str, trouble: Trouble | None) -> None:
    assert trouble_of(line) is trouble


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("cannot open my.conf: no such file", "cannot open my.conf: no such file"),
        ("token=known is wrong", "token=••• is wrong"),
        ("Your authtoken: 4nq9771bPxe8ctg7LKr_2ClH7", "Your authtoken: •••"),
        ("see https://example.com/x?y=pw now", "see ••• now"),
        ("login owner@shop.sa failed", "login ••• failed"),
        ('{"t":"eyJhIjoiNWFiNGU5ZiIsInQiOiJjMTc0"}', '{"t":"•••"}'),
        ("two\x1b[31m\nlines", "two\\x1b[31m\\nlines"),
    ],
)
def test_a_line_is_masked(line: str, shown: str) -> None:
    assert masked(line, ["known"]) == shown


def test_a_long_line_is_cut() -> None:
    assert len(masked("word " * 1000, [])) <= 160
