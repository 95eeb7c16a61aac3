"""`kitchen-app doctor`: whether everything is well, and what to do if it is not."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path

from kitchen_app.base.errors import KnownError
from kitchen_app.base.paths import default_data_dir

SUMMARY = "check this installation and say what to do"

_SOMETHING_IS_WRONG = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir", type=Path, metavar="DIR", help="where configuration and orders lie"
    )
    parser.add_argument("--json", action="store_true", help="print JSON for scripts")


def execute(options: argparse.Namespace) -> int:
    from kitchen_app.bootstrap.checkup import examine

    data_dir: Path = options.data_dir or default_data_dir()
    if not data_dir.is_dir():
        raise KnownError(f"There is no folder {data_dir}: start kitchen-app there first.")
    findings = examine(data_dir)
    if options.json:
        print(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=2))
    else:
        for each in findings:
            print(f"{'ok ' if each.is_well else 'BAD'}  {each.check:<10} {each.says}")
            if each.cure:
                print(f"{'':16}{each.cure}")
    return 0 if all(each.is_well for each in findings) else _SOMETHING_IS_WRONG
