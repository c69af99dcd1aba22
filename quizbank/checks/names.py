"""Who the stories are about: names of a fixed cast, in which all communities have their share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from intake.phrases import Phrase, gettext_noop
from quizbank.checks.items import CheckedQuestion, Finding
from quizbank.checks.words import pattern
from schools.rules.percents import share_of

_CAPITAL = re.compile(r"(?<!\w)[A-ZČĆĐŠŽ][a-zčćđšž]{2,}(?!\w)")
_OTHERS = ("bs", "hr", "sr-latn")
# Below so many names shares say nothing.
FEW = 20
GROUPS = {
    "bosniak": gettext_noop("bosniak"),
    "croat": gettext_noop("croat"),
    "serb": gettext_noop("serb"),
    "several": gettext_noop("several"),
    "girl": gettext_noop("girl"),
    "boy": gettext_noop("boy"),
}
UNKNOWN = gettext_noop("%(name)s is not in the cast: take a name of the cast, or add it there")
LOST = gettext_noop("%(name)s of the English text is missing: keep the name")
UNFAIR = gettext_noop(
    "%(share)d %% of the names are %(group)s, %(low)d to %(high)d %% would be right: rename "
    "somebody"
)


@dataclass(frozen=True)
class Member:
    """A name with its declined forms, in which ``*`` stands for every ending."""

    name: str
    community: str
    gender: str
    forms: tuple[str, ...]

    @cached_property
    def english(self) -> re.Pattern[str]:
        """Finds the name, also with ’s."""
        return re.compile(rf"\b{re.escape(self.name)}\b")

    @cached_property
    def declined(self) -> re.Pattern[str]:
        """Finds any form of it in Latin letters."""
        return pattern(self.forms)


@dataclass(frozen=True)
class Cast:
    """All members, the shares that are right, and capitals that are no names."""

    members: Sequence[Member]
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    others: Sequence[str] = ()

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Cast:
        """From the content of ``fixtures/cast.yaml``."""
        members = [
            Member(
                one["name"],
                one["community"],
                one["gender"],
                tuple(one["forms"]),
            )
            for one in data["members"]
        ]
        shares = {group: (low, high) for group, (low, high) in data["shares"].items()}
        return cls(members, shares, data.get("others", ()))

    def of_story(self, item: CheckedQuestion) -> list[Member]:
        """Who is in a question, by its English text, where names keep their form."""
        text = item.texts["en"].whole() if "en" in item.texts else ""
        return [member for member in self.members if member.english.search(text)]


def findings(item: CheckedQuestion, cast: Cast) -> Iterator[Finding]:
    """Names that are not of the cast, and members whom a translation lost."""
    if "en" not in item.texts:
        return
    known = {member.name for member in cast.members} | set(cast.others)
    for name in sorted(_unknown(item) - known):
        said = Phrase(UNKNOWN, name=name)
        yield Finding(item.key, "en", "name-unknown", said)
    for member in cast.of_story(item):
        for language, text in item.latin.items():
            if language != "en" and not member.declined.search(text.whole()):
                said = Phrase(LOST, name=member.name)
                yield Finding(item.key, language, "name-lost", said)


def _unknown(item: CheckedQuestion) -> set[str]:
    """Capitals of the English text with which every other text has a capital word, too."""
    texts = [item.texts[language].whole() for language in _OTHERS if language in item.texts]
    return {
        name
        for name in _CAPITAL.findall(item.texts["en"].whole())
        if texts and all(re.search(rf"\b{name.rstrip('aeo')}\w{{0,3}}\b", one) for one in texts)
    }


def counts(items: Sequence[CheckedQuestion], cast: Cast) -> Counter[str]:
    """How many stories each community and gender has, and ``all``."""
    found: Counter[str] = Counter()
    for member in (member for item in items for member in cast.of_story(item)):
        found.update([member.community, member.gender, "all"])
    return found


def balance(items: Sequence[CheckedQuestion], cast: Cast) -> Iterator[Finding]:
    """Communities and genders outside their share of all names."""
    found = counts(items, cast)
    if found["all"] < FEW:
        return
    for group, (low, high) in cast.shares.items():
        share = 100 * found[group] / found["all"]
        if not low <= share <= high:
            said = Phrase(
                UNFAIR,
                share=share_of(found[group], found["all"]),
                group=Phrase(GROUPS.get(group, group)),
                low=low,
                high=high,
            )
            yield Finding(Phrase(gettext_noop("the bank")), "", "cast", said)
