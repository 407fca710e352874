"""The process in which one sheet is set: JSON in, a PDF or PNG out; a small share of the machine, and nothing of it
but the fonts.

    python -m adapters.typst.child SECONDS BYTES < sheet.json > sheet.pdf

It ends with 1 where the sheet can't be set. What the compiler says of that quotes the sheet, and is not passed on.
"""

import json
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from adapters.bounded_process import bound
from adapters.typst.content import NO_PICTURES, Node, files_of, paper, picture, without_pictures
from adapters.typst.fonts import folders, fonts
from adapters.typst.glyphs import Glyphs


def typeset(sheet: Node) -> bytes:
    """A sheet as it is set; raises `typst.TypstError`, and `ValueError` for a picture of several pages."""
    glyphs = Glyphs(fonts())
    if "sections" not in sheet:
        return _compiled("picture.typ", picture(sheet, glyphs), format="png", ppi=72.0)
    pictures, content = files_of(sheet), paper(sheet, glyphs)
    try:
        return _compiled("paper.typ", content, pictures, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError:  # a character that the fonts have, and can't show there after all, or a broken picture
        return _compiled("paper.typ", without_pictures({**content, "substituted": sheet["substituted"]}), format="pdf")


def _compiled(
    template: str, content: Mapping[str, Any], pictures: Mapping[str, bytes] = NO_PICTURES, **options: Any
) -> bytes:
    source = (files("adapters.typst") / "templates" / template).read_bytes()
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders()))
    # Typst falls back to one font besides those that are named, which need not have all of a character's parts.
    data = {"data": json.dumps({**content, "families": found.families()})}
    with TemporaryDirectory() as folder:
        for name, picture_of in pictures.items():
            Path(folder, name).write_bytes(picture_of)
        compiler = typst.Compiler(source, root=folder, font_paths=found, sys_inputs=data, package_path=folder)
        made = compiler.compile(**options)
    if not isinstance(made, bytes):
        raise ValueError("a picture is one page")
    return made


def main() -> int:
    bound(int(sys.argv[1]), int(sys.argv[2]))
    try:
        made = typeset(json.load(sys.stdin.buffer))
    except (typst.TypstError, MemoryError, ValueError):
        return 1
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
