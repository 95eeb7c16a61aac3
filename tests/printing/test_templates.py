"""Templates are ours or the owner's; what is wrong with one is told with its line."""

from pathlib import Path

import pytest

from kitchen_app.printing.blocks import Role
from kitchen_app.printing.errors import TemplateError
from kitchen_app.printing.templates import load_templates, read_template
from kitchen_app.printing.ticket import KNOWN

SIZES = "[sizes]\n" + "\n".join(f"{role.value} = 10" for role in Role)
GOOD = f'blank_top = 2\nblocks = ["number", "items"]\n{SIZES}\n'


def test_ours_can_be_read() -> None:
    templates = load_templates(KNOWN)
    assert templates.by_name.keys() == KNOWN.keys()
    assert templates.by_name["kitchen"].blank_top == 3
    assert "payment" not in templates.by_name["kitchen"].blocks, "no prices in the kitchen"


def test_the_owners_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "tickets").mkdir()
    (tmp_path / "tickets" / "kitchen.toml").write_text(GOOD)
    found = load_templates(KNOWN, tmp_path)
    assert found.by_name["kitchen"].blocks == ("number", "items")
    assert found.by_name["bag"] == load_templates(KNOWN).by_name["bag"]
    assert found.complaints == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("blocks = [", r"not valid TOML.*line 1"),
        (GOOD.replace('"items"', '"prices"'), r"line 2: blocks names 'prices'"),
        (GOOD.replace('["number", "items"]', "[]"), r"line 2: blocks must be a list"),
        (GOOD.replace("blank_top = 2", "blank_top = 99"), r"line 1: blank_top must be"),
        (GOOD.replace("blank_top = 2", "blank_top = true"), r"line 1: blank_top must be"),
        (GOOD.replace("item = 10", "item = 80"), r"line 8: sizes.item must be a number"),
        (GOOD.replace("item = 10", 'item = "10"'), r"line 8: sizes.item must be a number"),
        (GOOD.replace("item = 10", ""), r"line 3: sizes.item must be a number"),
        (GOOD + "huge = 3\n", r"line 12: sizes.huge is not known"),
        ("size = 3\n" + GOOD, r"line 1: size is not known"),
        (GOOD.split("[sizes]", maxsplit=1)[0], r"line 2: sizes must be a table"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "tickets" / "kitchen.toml"
    file.parent.mkdir()
    file.write_text(text)
    with pytest.raises(TemplateError, match=told):
        read_template(file, KNOWN["kitchen"])
    found = load_templates(KNOWN, tmp_path)
    assert found.by_name == load_templates(KNOWN).by_name, "ours is used"
    assert [type(each) for each in found.complaints] == [TemplateError]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "tickets" / "bag.toml"
    file.mkdir(parents=True)
    assert "cannot be read" in str(load_templates(KNOWN, tmp_path).complaints[0])
