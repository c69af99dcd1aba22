"""Compiles locale/**/*.po where the .mo is missing or older.

Stands in for `manage.py compilemessages`, which needs GNU gettext on the machine.
"""

from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent


def is_stale(catalogue: Path) -> bool:
    """Whether the compiled file is missing or older than its source."""
    compiled = catalogue.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < catalogue.stat().st_mtime


def main() -> None:
    """Compile every stale catalogue of the clone."""
    for catalogue in sorted(ROOT.glob("locale/**/*.po")):
        if is_stale(catalogue):
            polib.pofile(str(catalogue)).save_as_mofile(str(catalogue.with_suffix(".mo")))


if __name__ == "__main__":
    main()
