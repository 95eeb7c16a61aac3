"""Which answer code means what to do."""

import pytest

from kitchen_app.keeta.errors import error_for
from kitchen_app.services.errors import (
    AuthorisationEnded,
    NotAuthorised,
    OutcomeUnknown,
    PlatformError,
    Refused,
    SignatureRejected,
    TokenExpired,
)


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (115000099, Refused),
        (115000100, NotAuthorised),
        (115000109, NotAuthorised),
        (115000110, SignatureRejected),
        (115000111, NotAuthorised),
        (115000120, TokenExpired),
        (115000199, NotAuthorised),
        (115000200, TokenExpired),  # token does not exist, in the "business" band
        (115000201, Refused),
        (115000203, TokenExpired),
        (115000250, Refused),
        (115000260, AuthorisationEnded),
        (115000399, Refused),
        (115000400, Refused),
        (315000099, Refused),
        (315000100, OutcomeUnknown),
        (315000199, OutcomeUnknown),
        (315000200, Refused),
        (309000000, OutcomeUnknown),
        (107000104, Refused),  # of an element in an errorList, should it ever stand alone
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


@pytest.mark.parametrize("kind", [SignatureRejected, TokenExpired, AuthorisationEnded])
def test_who_knows_only_that_we_are_not_let_in_still_catches_all(
    kind: type[NotAuthorised],
) -> None:
    assert issubclass(kind, NotAuthorised)


def test_a_refused_signature_is_no_expired_token() -> None:
    """Otherwise a wrong clock would use up the refresh token, which works once."""
    assert not isinstance(error_for(115000110, "The sig calculation error"), TokenExpired)
    assert not issubclass(AuthorisationEnded, TokenExpired)
