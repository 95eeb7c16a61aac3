"""News of the shop keeps its secrets to itself."""

from kitchen_app.domain.shop_events import ConsentGiven


def test_a_consents_code_is_never_shown() -> None:
    given = ConsentGiven(code="code-not-real", state="state-not-real", proven=True)
    assert "not-real" not in repr(given)
