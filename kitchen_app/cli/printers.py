"""`kitchen-app printers`: the printers that are set up, how they are now, and which there are."""

import argparse
import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir

SUMMARY = "list printers: those set up, how they are, and those found"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for scripts")


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.printing_side import find_printers, look_at
    from kitchen_app.store.config_file import load_existing_settings

    data_dir: Path = options.data_dir or default_data_dir()
    if not data_dir.is_dir():
        raise KnownError(f"There is no folder {data_dir}: start kitchen-app there first.")
    settings = load_existing_settings(data_dir).printing
    healths = asyncio.run(look_at(settings))
    found = find_printers()
    if options.json:
        told = {
            "printers": [
                {
                    "name": each.name,
                    "kind": each.connection.value,
                    "address": each.address,
                    "state": healths[each.name].state.value,
                    "near_end": healths[each.name].near_end,
                }
                for each in settings.printers
            ],
            "found": [asdict(each) for each in found],
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for each in settings.printers:
        health = healths[each.name]
        paper = ", paper nearly used up" if health.near_end else ""
        state = health.state.value.replace("_", " ")
        print(f"{each.name:<20} {state:<12} {each.connection.value} {each.address}{paper}")
    if not settings.printers:
        print("No printer is set up: see [[printers]] in kitchen.toml.")
    for one in found:
        print(f"found: {one.kind} {one.address}")
    return 0
