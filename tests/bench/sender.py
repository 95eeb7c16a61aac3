"""Posts order callbacks at a steady rate from a process of its own and prints when.

`python -m tests.bench.sender URL FIRST COUNT PER_SECOND AGE_STEP` prints one JSON list of
`[order_id, sent_s, answered_s]`, in seconds of the machine's monotonic clock. Each order is
AGE_STEP seconds older than the one before, so that it stands in front of it on the board.
"""

import asyncio
import json
import sys
import time
from typing import Any

import aiohttp

from tests.e2e.installation import placed, signed

_HEAD_START = 100  # older than what was sent before this run


async def main(url: str, first: int, count: int, per_second: float, age_step: float) -> None:
    timings: list[tuple[str, float, float]] = []
    start = time.monotonic()
    async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as group:
        for index in range(count):
            await asyncio.sleep(max(0.0, start + index / per_second - time.monotonic()))
            order = placed(first + index, ago_s=(index + _HEAD_START) * age_step)
            message_id = f"19{first + index:017d}"
            group.create_task(_send(client, url, order, message_id, timings))
    sys.stdout.write(json.dumps(timings))


async def _send(
    client: aiohttp.ClientSession,
    url: str,
    order: tuple[str, dict[str, Any]],
    message_id: str,
    timings: list[tuple[str, float, float]],
) -> None:
    order_id, message = order
    body = signed(url, event_id=1001, message_id=message_id, message=message)
    sent = time.monotonic()
    async with client.post(url, data=body, headers={"Content-Type": "application/json"}) as answer:
        assert (await answer.json())["code"] == 0
    timings.append((order_id, sent, time.monotonic()))


if __name__ == "__main__":
    given = sys.argv
    asyncio.run(main(given[1], int(given[2]), int(given[3]), float(given[4]), float(given[5])))
