"""The command line: what support staff and scripts rely on.

One module a subcommand; imports bootstrap and below, late, so that each starts fast.
"""

from kitchen_app.cli.main import main

__all__ = ["main"]
