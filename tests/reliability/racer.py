"""A program that tries to hold the folders it is told, one line each, and says how it went."""

import sys
from contextlib import ExitStack
from pathlib import Path

from kitchen_app.bootstrap.instance import AlreadyRunning, only_instance


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def race() -> None:
    say("ready")
    for line in sys.stdin:
        with ExitStack() as stack:
            try:
                stack.enter_context(only_instance(Path(line.strip())))
            except AlreadyRunning:
                say("lost")
            else:
                say("won")
            sys.stdin.readline()  # held until everybody has tried


if __name__ == "__main__":
    race()
