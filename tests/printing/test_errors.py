"""Known to people: one sentence with a cure."""

import pytest

from kitchen_app.base.errors import KnownError
from kitchen_app.printing.errors import FileNotMade, PrintingError, TemplateError


@pytest.mark.parametrize("error", [PrintingError, FileNotMade, TemplateError])
def test_failures_of_paper_are_known_ones(error: type[PrintingError]) -> None:
    assert issubclass(error, KnownError)
