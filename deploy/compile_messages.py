"""Compiles catalogues where the .mo is missing or older: ``python -m deploy.compile_messages``.

Stands in for `manage.py compilemessages`, which needs GNU gettext on the machine. Serbian in Latin
letters has no source of its own: it is the Cyrillic one, letter by letter. English has none either:
a text that no catalogue knows is said as it stands in the code.
"""

from pathlib import Path

import polib

from base.languages.scripts import to_latin

ROOT = Path(__file__).resolve().parents[1]


def in_latin(source: polib.POFile) -> polib.POFile:
    """The catalogue with its translations, and nothing else, in Latin letters."""
    source.metadata["Language"] = "sr_Latn"
    for entry in source:
        entry.msgstr = to_latin(entry.msgstr)
        entry.msgstr_plural = {form: to_latin(one) for form, one in entry.msgstr_plural.items()}
    return source


def is_stale(compiled: Path, source: Path) -> bool:
    """Whether the compiled file is missing or older than its source."""
    return not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime


def compile_all(folder: Path) -> None:
    """Compile every stale catalogue below a folder."""
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if is_stale(compiled, source):
            polib.pofile(str(source)).save_as_mofile(str(compiled))
    for source in sorted(folder.glob("sr/LC_MESSAGES/*.po")):
        compiled = folder / "sr_Latn/LC_MESSAGES" / f"{source.stem}.mo"
        if is_stale(compiled, source):
            compiled.parent.mkdir(parents=True, exist_ok=True)
            in_latin(polib.pofile(str(source))).save_as_mofile(str(compiled))


if __name__ == "__main__":
    compile_all(ROOT / "locale")
    compile_all(ROOT / "locale_packages")
