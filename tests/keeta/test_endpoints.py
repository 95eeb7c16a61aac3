"""The table of endpoints knows every path that our own client calls."""

import re
from pathlib import Path

import kitchen_app.keeta
from kitchen_app.keeta.endpoints import ENDPOINTS, NOT_BY_HAND, WITHOUT_SHOP, Effect


def test_every_path_of_the_client_is_in_the_table() -> None:
    folder = Path(kitchen_app.keeta.__file__).parent
    called = {
        path
        for file in folder.glob("*.py")
        for path in re.findall(
            r'"/((?:order|scm|product|base)/[A-Za-z/]+)"', file.read_text("utf-8")
        )
    }
    assert called
    assert called - set(NOT_BY_HAND) <= set(ENDPOINTS)


def test_what_only_reads_says_so_in_its_name() -> None:
    reads = {path for path, effect in ENDPOINTS.items() if effect is Effect.READS}
    names = ("/get", "/preview", "/batchcheck")
    assert all(path.endswith(names) for path in reads)
    assert [path for path, effect in ENDPOINTS.items() if effect is Effect.OPENS] == [
        "base/batchDecrypt"
    ]
    assert set(ENDPOINTS) >= WITHOUT_SHOP
