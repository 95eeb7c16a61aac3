"""Every role has a size in every template of ours."""

import pytest

from kitchen_app.printing.blocks import Document, Role, Words
from kitchen_app.printing.templates import load_templates
from kitchen_app.printing.ticket import KNOWN


@pytest.mark.parametrize("name", KNOWN)
def test_every_role_has_a_size(name: str) -> None:
    sizes = load_templates(KNOWN).by_name[name].sizes
    assert set(sizes) == set(Role)
    assert sizes[Role.NUMBER] >= 20, "the number is read at two metres"


def test_a_document_reads_from_the_left_unless_it_says_otherwise() -> None:
    words = Words(text="a")
    assert (words.second, words.role) == ("", Role.BODY)
    assert not Document(blocks=(words,), sizes={}).is_right_to_left
