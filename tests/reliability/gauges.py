"""What this process takes of the machine, as Linux tells it."""

from collections import deque
from pathlib import Path

MB = 1_000_000


def memory() -> int:
    """Return what this process holds in memory, in bytes."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def threads() -> int:
    return len(list(Path("/proc/self/task").iterdir()))


def turns() -> tuple[int, int]:
    """Return how long the main thread has run, and how long it was ready and others ran; in ns."""
    ran, waited, _ = Path("/proc/self/schedstat").read_text("ascii").split()
    return int(ran), int(waited)


def sizes(owner: object, name: str = "") -> dict[str, int]:
    """Return how much is in each collection that an object of the program holds, at any depth."""
    found: dict[str, int] = {}
    _measure(owner, name, found, {id(owner)})
    return found


def _measure(owner: object, name: str, found: dict[str, int], seen: set[int]) -> None:
    for attribute, value in getattr(owner, "__dict__", {}).items():
        place = f"{name}.{attribute}"
        if isinstance(value, dict | list | set | deque):
            found[place] = len(value)
        elif type(value).__module__.startswith("kitchen_app.") and id(value) not in seen:
            seen.add(id(value))
            _measure(value, place, found, seen)
