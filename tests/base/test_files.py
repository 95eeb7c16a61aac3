"""A file is replaced whole."""

from pathlib import Path

from kitchen_app.base.files import flush_folder, put_in_place


def test_a_file_is_put_over_the_one_that_was_there(tmp_path: Path) -> None:
    new, place = tmp_path / "new", tmp_path / "place"
    place.write_text("old")
    new.write_text("new")
    put_in_place(new, place)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("place", "new")]
    flush_folder(tmp_path)
