"""The test page shows every language, and the edges."""

import pytest

from kitchen_app.domain.tickets import TestPage
from kitchen_app.printing.blocks import Bar, Edges
from kitchen_app.printing.sample_page import BLOCKS
from tests.printing.papers import AR, EN, NOW

PAGE = TestPage(printer="Bar", printed_at=NOW)


def test_every_language_has_its_line() -> None:
    bars = [block for block in BLOCKS["samples"](PAGE, AR, 384) if isinstance(block, Bar)]
    assert len(bars) == 3


@pytest.mark.parametrize(("width", "told"), [(576, "72 mm"), (384, "48 mm")])
def test_the_width_is_told(width: int, told: str) -> None:
    assert told in str(next(BLOCKS["width"](PAGE, EN, width)))
    assert isinstance(next(BLOCKS["edges"](PAGE, EN, width)), Edges)
