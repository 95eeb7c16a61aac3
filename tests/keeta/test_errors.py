"""Which answer code means what to do."""

import pytest

from kitchen_app.keeta.errors import error_for
from kitchen_app.services.errors import NotAuthorised, OutcomeUnknown, PlatformError, Refused


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (115000099, Refused),
        (115000100, NotAuthorised),
        (115000110, NotAuthorised),
        (115000120, NotAuthorised),
        (115000199, NotAuthorised),
        (115000200, NotAuthorised),  # token does not exist, in the "business" band
        (115000201, Refused),
        (115000203, NotAuthorised),
        (115000250, Refused),
        (115000260, NotAuthorised),
        (115000399, Refused),
        (315000099, Refused),
        (315000100, OutcomeUnknown),
        (315000199, OutcomeUnknown),
        (315000200, Refused),
        (309000000, OutcomeUnknown),
        (109000000, Refused),
        (209000101, Refused),
        (2090006003, Refused),
        (1, Refused),
        (-1, Refused),
    ],
)
def test_each_code_has_its_class(code: int, kind: type[PlatformError]) -> None:
    assert type(error_for(code, "words of Keeta")) is kind


def test_a_refusal_keeps_keetas_code_and_words() -> None:
    error = error_for(209000101, "order does not exist")
    assert isinstance(error, Refused)
    assert (error.code, error.message) == (209000101, "order does not exist")


@pytest.mark.parametrize("code", [115000203, 315000100, 209000101])
def test_the_text_names_the_code_for_support(code: int) -> None:
    assert str(code) in str(error_for(code, "words"))


def test_keetas_words_stay_out_of_the_text_that_is_logged() -> None:
    assert "Aisha" not in str(error_for(209000101, "customer Aisha"))
