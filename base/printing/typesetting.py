"""Sets one document with typst. Runs in the process of ``base.intake.reader``, without Django.

Texts come as data, never as typst: a name such as ``#read("…")`` stays a name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

import typst

# What a template may read: other templates, nothing else.
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
# Our typeface alone: a document looks the same on every machine.
FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[str(Path(__file__).with_name("fonts"))],
)

type Form = Literal["pdf", "svg"]
# Letters that the typeface lacks are boxes on paper; the standard refuses them, a teacher does not.
STANDARDS: tuple[list[typst.PDFStandard], ...] = (["ua-1"], [])


def typeset(content: bytes, *, template: str, form: Form = "pdf") -> bytes:
    """The document as PDF with tags (PDF/UA-1 where its letters allow it), or its page as SVG.

    ``content``: the data of the template as JSON.
    """
    compiler = _compiler(content, template)
    *strict, plain = STANDARDS
    for standards in strict:
        try:
            return _compiled(compiler, form, standards)
        except typst.TypstError:
            continue
    return _compiled(compiler, form, plain)


def _compiler(content: bytes, template: str) -> typst.Compiler:
    return typst.Compiler(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=FONTS,
        ignore_system_fonts=True,
        sys_inputs={"data": content.decode()},
    )


def _compiled(compiler: typst.Compiler, form: Form, standards: list[typst.PDFStandard]) -> bytes:
    return cast("bytes", compiler.compile(format=form, pdf_standards=standards))
