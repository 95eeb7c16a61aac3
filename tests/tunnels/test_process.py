"""Real processes: heard, asked, ended with their children, and gone when we are."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kitchen_app.services.links import Trouble
from kitchen_app.services.tunnel_ports import TunnelNotStarted, TunnelProgram, TunnelRun
from kitchen_app.tunnels import process as module
from kitchen_app.tunnels.process import ProcessRun, SystemProgram
from kitchen_app.tunnels.recipes import Recipe
from tests.services.tunnel_fakes import FakeProgram, FakeRun

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="sh plays the tunnel program")

WITHIN_S = 10.0
_LOOK_EVERY_S = 0.01
UNTIL_TERM = 'trap "exit 0" TERM; echo up; while :; do sleep 0.02; done'
DEAF = 'trap "" TERM; echo up; while :; do sleep 0.02; done'


def sh(script: str, **environment: str) -> Recipe:
    whole = {"PATH": os.environ["PATH"], **environment}
    return Recipe(argv=("/bin/sh", "-c", script), environment=whole)


@asynccontextmanager
async def started(script: str, **environment: str) -> AsyncIterator[ProcessRun]:
    program = SystemProgram("sh", lambda: sh(script, **environment), secrets=["hush-1"])
    run = await program.start()
    try:
        yield run
    finally:
        await run.stop()
        program.close()


async def until(holds: Callable[[], bool]) -> None:
    for _ in range(round(WITHIN_S / _LOOK_EVERY_S)):
        if holds():
            return
        await asyncio.sleep(_LOOK_EVERY_S)
    raise AssertionError(f"not so within {WITHIN_S} s")


async def until_said(run: ProcessRun, words: str) -> None:
    await until(lambda: run.last_words == words)


def told_by_the_system(pid: int, what: str) -> bytes:
    return Path(f"/proc/{pid}/{what}").read_bytes()


def threads() -> list[str]:
    return [each.name for each in threading.enumerate() if each.name.startswith("tunnel")]


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and was not asked for its code does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def until_gone(pid: int) -> None:
    await until(lambda: not is_alive(pid))


async def test_it_is_heard_and_its_end_is_told() -> None:
    script = "echo first; echo ERR_NGROK_107 >&2; echo; exit 3"
    async with started(script) as run, asyncio.timeout(WITHIN_S):
        assert await run.ended() == 3
        assert (run.said, run.last_words) == (Trouble.TUNNEL_REFUSED, "ERR_NGROK_107")
        assert await run.is_connected() is None


async def test_its_last_words_are_masked() -> None:
    async with started("echo secret is hush-1; exit 1") as run, asyncio.timeout(WITHIN_S):
        await run.ended()
        assert run.last_words == "secret is •••"


async def test_the_token_is_in_its_environment_and_nowhere_to_be_read_by_others() -> None:
    async with started(UNTIL_TERM, TUNNEL_TOKEN="canary") as run:
        await until_said(run, "up")
        assert b"TUNNEL_TOKEN=canary" in told_by_the_system(run.pid, "environ")
        words = told_by_the_system(run.pid, "cmdline")
        assert b"canary" not in words
        assert words.startswith(b"/bin/sh"), "no wrapper stays"


async def test_it_may_end_politely() -> None:
    async with started(UNTIL_TERM) as run:
        await until_said(run, "up")
        await run.stop()
        assert await run.ended() == 0


async def test_one_that_does_not_listen_is_ended_hard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_POLITE_S", 0.1)
    async with started(DEAF) as run:
        await until_said(run, "up")
        await run.stop()
        assert await run.ended() == -signal.SIGKILL


@pytest.mark.parametrize("end", ["exit 1", "wait"])
async def test_its_children_end_with_it(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also with one that has died: a child keeps its output open and may keep its port."""
    monkeypatch.setattr(module, "_LAST_WORDS_WITHIN_S", 0.1)
    async with started(f"sleep 60 & echo $!; {end}") as run, asyncio.timeout(WITHIN_S):
        await until(lambda: bool(run.last_words))
        child = int(run.last_words)
        if end != "wait":
            await run.ended()
        assert is_alive(child)
        await run.stop()
        await until_gone(child)


async def test_no_orphan_is_left_when_we_are_killed() -> None:
    code = (
        "import asyncio, os\n"
        "from kitchen_app.tunnels.process import SystemProgram\n"
        "from kitchen_app.tunnels.recipes import Recipe\n"
        "recipe = Recipe(argv=('/bin/sleep', '60'), environment={})\n"
        "async def main():\n"
        "    program = SystemProgram('sleep', lambda: recipe)\n"
        "    run = await program.start()\n"
        "    print(run.pid, flush=True)\n"
        "    await run.ended()\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout is not None
    pid = int(await parent.stdout.readline())
    assert is_alive(pid)
    parent.kill()
    await until_gone(pid)
    await parent.wait()


async def test_a_program_that_is_not_there_is_told() -> None:
    program = SystemProgram("none", lambda: Recipe(argv=("/no/such/program",), environment={}))
    if module._that_ends_with_us(["x"]) == ["x"]:  # without setpriv the system itself says so
        with pytest.raises(TunnelNotStarted):
            await program.start()
    else:
        run = await program.start()
        async with asyncio.timeout(WITHIN_S):
            assert await run.ended() == 127
        await run.stop()
    program.close()


async def test_what_the_recipe_lacks_is_told() -> None:
    def lacking() -> Recipe:
        raise TunnelNotStarted(Trouble.TUNNEL_KEYLESS)

    program = SystemProgram("cloudflared", lacking)
    with pytest.raises(TunnelNotStarted) as caught:
        await program.start()
    assert caught.value.trouble is Trouble.TUNNEL_KEYLESS
    program.close()


async def test_one_that_starts_when_nobody_waits_any_more_is_ended(tmp_path: Path) -> None:
    asked, answer = threading.Event(), threading.Event()
    pid_file = tmp_path / "pid"

    def slow() -> Recipe:
        asked.set()
        answer.wait(WITHIN_S)
        return sh(f"echo $$ > {pid_file}; sleep 60")

    program = SystemProgram("sh", slow)
    starting = asyncio.get_running_loop().create_task(program.start())
    await until(asked.is_set)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    answer.set()
    program.close()
    await until(lambda: not threads())
    if pid_file.exists() and (pid := pid_file.read_text().strip()):
        await until_gone(int(pid))


async def test_no_thread_is_left_over() -> None:
    async with started("echo up"):
        assert threads()
    await until(lambda: not threads())


@pytest.mark.parametrize("is_fake", [False, True])
async def test_the_fake_and_the_real_keep_the_same_contract(is_fake: bool) -> None:
    real = SystemProgram("sh", lambda: sh(UNTIL_TERM))
    program: TunnelProgram = FakeProgram(is_connected=None) if is_fake else real
    run: TunnelRun = await program.start()
    assert (run.said, await run.is_connected()) == (Trouble.NONE, None)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await run.ended()
    await run.stop()
    assert await run.ended() == await run.ended()
    await run.stop()
    another = await program.start()
    assert another is not run
    if isinstance(another, FakeRun):
        another.die(4, words="bye")
        assert (await another.ended(), another.last_words) == (4, "bye")
    await another.stop()
    real.close()
