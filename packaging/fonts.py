"""Make ``resources/fonts``: the type that the board and the tickets are set in.

Noto Sans and Noto Sans Arabic are shipped as Debian packages them, byte for byte. The Chinese face
is cut down to the characters that a menu, an address or a customer's note in Hong Kong can hold:
the whole face would be 20 MB a weight. The same input gives the same bytes.

Needs fonttools, which the program itself does not, so it stands in no lock file::

    apt-get install fonts-noto-core fonts-noto-cjk
    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools
    /tmp/fonts/bin/python packaging/fonts.py
"""

import argparse
import hashlib
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ("Regular", "Bold")
UNCHANGED = ("NotoSans", "NotoSansArabic")
CJK_FAMILY_INSIDE = "Noto Sans CJK TC"
FAMILY = "Noto Sans TC"

# Hong Kong writes Big5 with the HKSCS additions (lift, 𨋢, is one of them and stands in addresses);
# visitors from the mainland leave notes in simplified characters.
CODECS = ("big5", "big5hkscs", "gb2312")
EXTRA_RANGES = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1: £, ×, ·, é
    (0x2010, 0x2027),  # dashes, quotes, ellipsis
    (0x2030, 0x203B),
    (0x20A0, 0x20BF),  # currency signs
    (0x2190, 0x2193),  # arrows
    (0x3000, 0x303F),  # CJK punctuation
    (0x3040, 0x30FF),  # kana, for the names of dishes
    (0x3100, 0x312F),  # bopomofo
    (0xFF00, 0xFFEF),  # full-width forms
)


def codec_characters(codec: str) -> set[int]:
    """Return every character that a two-byte codec can spell."""
    found: set[int] = set()
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            spelled = bytes((lead, trail)).decode(codec, errors="ignore")
            found.update(ord(character) for character in spelled)
    return found


def wanted_characters() -> set[int]:
    wanted = {code for first, last in EXTRA_RANGES for code in range(first, last + 1)}
    for codec in CODECS:
        wanted |= codec_characters(codec)
    return wanted


def rename(font: TTFont) -> None:
    """Give the subset its own family name, so that an installed full face never stands in for it.

    "Noto" is no reserved font name in these files, so the licence lets a changed version keep it;
    the name is the one that the publisher uses for its own Traditional Chinese subset.
    """
    packed, packed_family = CJK_FAMILY_INSIDE.replace(" ", ""), FAMILY.replace(" ", "")
    postscript = "NotoSansCJKtc"
    names = font["name"]
    names.names = [record for record in names.names if record.langID in {0, 0x409}]
    for record in names.names:
        text = record.toUnicode()
        for old, new in (
            (CJK_FAMILY_INSIDE, FAMILY),
            (packed, packed_family),
            (postscript, packed_family),
        ):
            text = text.replace(old, new)
        record.string = text
    outlines = font["CFF "].cff
    outlines.fontNames = [names.getDebugName(6)]
    top = outlines.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, names.getDebugName(4)


def make_subset(collection: Path, target: Path, characters: set[int]) -> None:
    """Cut one weight out of the collection.

    Neither hints nor the regional variants (``locl`` doubles the glyphs) nor vertical writing are
    kept: nothing here is set vertically, and screens and 203 dpi paper are drawn antialiased first.
    """
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk"]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.recalc_timestamp = False
    for font in TTCollection(str(collection), lazy=True).fonts:
        if font["name"].getDebugName(1) == CJK_FAMILY_INSIDE:
            break
    else:
        message = f"{collection.name} has no face named {CJK_FAMILY_INSIDE}"
        raise SystemExit(message)
    font.recalcTimestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    rename(font)
    font.save(str(target))


def licence_paragraphs(copyright_file: Path) -> Iterator[str]:
    """Yield the OFL from a Debian copyright file, which indents it and writes ``.`` for a blank."""
    inside = False
    for line in copyright_file.read_text(encoding="utf-8").splitlines():
        if line.strip() == "License: OFL-1.1":
            inside = True
        elif inside and line.startswith(" "):
            yield "" if line.strip() == "." else line[1:]
        elif inside and line and not line.startswith(" "):
            inside = False


def licence_text(copyright_file: Path, fonts: list[Path]) -> str:
    """Return the licence with the copyright notice of each font above it."""
    notices = [f"{path.name}: {TTFont(path, lazy=True)['name'].getDebugName(0)}" for path in fonts]
    heading = "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007"
    grant = "This Font Software is licensed under the SIL Open Font License, Version 1.1."
    body = "\n".join(licence_paragraphs(copyright_file)).strip()
    if "PERMISSION & CONDITIONS" not in body or "DISCLAIMER" not in body:
        message = f"no complete OFL text in {copyright_file}"
        raise SystemExit(message)
    return "\n".join([*notices, "", grant, "", heading, "", body, ""])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--core", type=Path, default=Path("/usr/share/fonts/truetype/noto"), help="static TTFs"
    )
    parser.add_argument(
        "--cjk", type=Path, default=Path("/usr/share/fonts/opentype/noto"), help="CJK collections"
    )
    parser.add_argument(
        "--licence",
        type=Path,
        default=Path("/usr/share/doc/fonts-noto-core/copyright"),
        help="the package's copyright file, for the text of the OFL",
    )
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "fonts")
    return parser.parse_args()


def main() -> int:
    given = arguments()
    given.out.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for family in UNCHANGED:
        for weight in WEIGHTS:
            target = given.out / f"{family}-{weight}.ttf"
            shutil.copyfile(given.core / target.name, target)
            made.append(target)
    characters = wanted_characters()
    for weight in WEIGHTS:
        target = given.out / f"NotoSansTC-{weight}.otf"
        make_subset(given.cjk / f"NotoSansCJK-{weight}.ttc", target, characters)
        made.append(target)
    (given.out / "OFL.txt").write_text(licence_text(given.licence, made), encoding="utf-8")
    sums = "".join(f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in made)
    (given.out / "SHA256SUMS").write_text(sums, encoding="utf-8")
    for path in made:
        print(f"{path.stat().st_size / 1e6:5.2f} MB  {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
