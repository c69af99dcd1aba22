"""Which texts of other packages our own catalogues say, from the catalogues the packages bring.

``make messages`` runs it twice. Before the texts are collected it writes
``competition/config/third_party/``: what stands there stays as long as its package has it, and what
one of our languages lacks of the places that people meet is added. Afterwards, with ``--fill``, a
new text is said as the package says it, where it does.

We go on saying what stands there already: of 56 texts that Django has in all our languages, 48 are
worse in Bosnian and 47 in Serbian ("Izmjeni objekat klase", “Poslednjih 7 dana”).
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from textwrap import wrap

import polib

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "competition/config/third_party"
OURS = ("bs", "hr", "sr")
LOCALES = (*OURS, "sr_Latn")


@dataclass(frozen=True, slots=True, order=True)
class Word:
    """A text as catalogues name it."""

    text: str
    plural: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of words: what it holds, and from where.

    ``catalogues`` are folders of packages with a ``locale``. ``places`` begin the names of the
    files that people meet; empty where a package says more to programmers than to people. What
    nobody meets of those files has a part that is ``unmet``.
    """

    title: str
    catalogues: Sequence[str]
    places: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()

    def is_met(self, entry: polib.POEntry) -> bool:
        """Whether people read this text of a package, and it has words."""
        is_there = any(place.startswith(self.places) for place, _line in entry.occurrences)
        is_left_out = any(one in entry.msgid for one in self.unmet)
        return is_there and not is_left_out and bool(re.search(r"[^\W\d]", entry.msgid))


PARTS = {
    "forms": Part(
        "Texts of Django that people meet in forms and accounts, for our own catalogues.",
        ("django.conf", "django.contrib.admin", "django.contrib.auth", "allauth"),
        (
            *("core/validators.py", "db/models/base.py", "db/models/constraints.py", "forms/"),
            *("utils/timesince.py", "contrib/auth/forms.py", "contrib/auth/password_validation.py"),
        ),
        # No form of ours asks for an address of a network, a duration, a UUID or a fraction.
        (
            *("IPv", "%(protocol)s", "duration", "number of days", "UUID"),
            *("Unicode letters", "step size", "decimal p"),
        ),
    ),
    "admin": Part(
        "Texts of the admin and of its imports that people meet, for our own catalogues.",
        ("django.conf", "django.contrib.admin", "django.contrib.auth", "import_export", "allauth"),
        (
            *("contrib/admin/actions.py", "contrib/admin/filters.py", "contrib/admin/helpers.py"),
            *("contrib/admin/options.py", "contrib/admin/sites.py", "contrib/admin/widgets.py"),
            *("contrib/admin/templatetags/", "contrib/admin/views/", "contrib/admin/templates/"),
            *("contrib/auth/admin.py", "contrib/auth/hashers.py", "templates/admin/import_export/"),
        ),
        # Forgotten passwords and rows have pages of ours; passwords are kept by one of the hashers;
        # an entry is a class in an edition here, and one text has one translation.
        (
            "entry",
            *('app "%s"', "database installation", "%(class_name)s", "Row", "orgotten"),
            *("your password", "receiv", "Email address:", "variety", "version", "memory cost"),
            *("time cost", "parallelism", "work factor", "checksum", "block size"),
        ),
    ),
    "accounts": Part(
        "Texts of django-allauth that people meet here, for our own catalogues: it has no Bosnian.",
        ("allauth",),
    ),
}


@cache
def _catalogue(folder: str, locale: str) -> Sequence[polib.POEntry]:
    """The entries of a package in a language; none where it has no such catalogue."""
    spec = find_spec(folder)
    where = next(iter(spec.submodule_search_locations or ())) if spec else ""
    path = Path(where) / "locale" / locale / "LC_MESSAGES/django.po"
    return [one for one in polib.pofile(str(path)) if not one.obsolete] if path.exists() else []


def _named(folder: str) -> Sequence[polib.POEntry]:
    """The texts of a package with their places: its English, else a language that it has whole."""
    return _catalogue(folder, "en") or _catalogue(folder, "de")


def _word(entry: polib.POEntry) -> Word:
    return Word(entry.msgid, entry.msgid_plural)


def _said(folder: str, locale: str) -> dict[Word, polib.POEntry]:
    """What a package says in a language."""
    return {_word(one): one for one in _catalogue(folder, locale) if one.translated()}


def lacking(part: Part) -> Iterator[Word]:
    """What people meet and one of our languages does not have, in the order of the packages."""
    for folder in part.catalogues:
        said = [_said(folder, locale) for locale in LOCALES]
        for entry in _named(folder):
            has_all = all(_word(entry) in one for one in said)
            if part.is_met(entry) and not entry.msgctxt and not has_all:
                yield _word(entry)


def written(name: str) -> list[Word]:
    """What stands in a file of words."""
    tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    found = [[one.value for one in call.args if isinstance(one, ast.Constant)] for call in calls]
    return [Word(*map(str, texts[:2])) for texts in found]


def due(name: str) -> list[Word]:
    """What has to stand there: what does, as far as a package has it, and what is lacking."""
    part = PARTS[name]
    there = {_word(entry) for folder in part.catalogues for entry in _named(folder)}
    others = {word for other in PARTS if other != name for word in written(other)}
    kept = [word for word in written(name) if word in there]
    new = [word for word in lacking(part) if word not in others]
    return list(dict.fromkeys([*kept, *new]))


# ---------------------------------------------------------------- written


def _module(part: Part, words: Iterable[Word]) -> str:
    """A file of words, as ``ruff format`` would write it."""
    words = list(words)
    names = ["gettext_noop", *(["ngettext_lazy"] if any(word.plural for word in words) else [])]
    lines = [
        f'"""{part.title}"""\n',
        f"from django.utils.translation import {', '.join(names)}\n",
        "WORDS = (",
        *(line for word in words for line in _call(word)),
        ")\n",
    ]
    return "\n".join(lines)


def _call(word: Word) -> list[str]:
    if word.plural:
        texts = [word.text, word.plural, "count"]
        return ["    ngettext_lazy(", *(line for one in texts for line in _literal(one)), "    ),"]
    short = f"    gettext_noop({_quoted(word.text)}),"
    if len(short) <= 100:
        return [short]
    return ["    gettext_noop(", *_literal(word.text, ""), "    ),"]


def _literal(text: str, end: str = ",") -> list[str]:
    """A string in lines of its own, in one where it fits, as ``ruff format`` joins it."""
    pieces = wrap(text, 86, drop_whitespace=False, break_on_hyphens=False)
    if len(_quoted(text) + end) <= 92 or "".join(pieces) != text:
        pieces = [text]
    *lines, last = [f"        {_quoted(one)}" for one in pieces]
    return [*lines, last + end]


def _quoted(text: str) -> str:
    """As Python reads it, in double quotes unless there are more of them inside."""
    shown = repr(text)
    return shown if '"' in text or shown.startswith('"') else f'"{shown[1:-1]}"'


def fill(locale: str) -> None:
    """Say what is new in a catalogue as its package says it."""
    path = ROOT / "locale" / locale / "LC_MESSAGES/django.po"
    ours = polib.pofile(str(path), wrapwidth=78)
    theirs = {
        word: entry
        for name in PARTS
        for folder in PARTS[name].catalogues
        for word, entry in _said(folder, locale).items()
        if word in set(written(name))
    }
    found = [one for one in ours.untranslated_entries() if _word(one) in theirs]
    for entry in found:
        said = theirs[_word(entry)]
        entry.msgstr = said.msgstr
        entry.msgstr_plural = dict(said.msgstr_plural)
    if found:
        ours.save()


def main() -> None:
    """Write the files of words, or fill our catalogues."""
    if "--fill" in sys.argv:
        for locale in OURS:
            fill(locale)
        return
    for name, part in PARTS.items():
        (FOLDER / f"{name}.py").write_text(_module(part, due(name)), encoding="utf-8")


if __name__ == "__main__":
    main()
