"""What the workshop calls scenes, their parts, and who speaks in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

SCENE_NAMES = {
    "chat": _("Chat"),
    "mail": pgettext_lazy("kind of scene", "E-mail"),
    "post": _("Post"),
    "profile": _("Profile"),
    "dialog": _("App window"),
    "page": _("Web page"),
    "shop": _("Shop"),
    "poster": _("Poster"),
    "results": _("Search results"),
    "news": _("News"),
}
PART_NAMES = {
    "head": pgettext_lazy("part of a scene", "heading"),
    "message": pgettext_lazy("part of a scene", "message"),
    "picture": pgettext_lazy("part of a scene", "picture (what is seen)"),
    "system": pgettext_lazy("part of a scene", "line of the app"),
    "sender": pgettext_lazy("part of a scene", "sender"),
    "subject": pgettext_lazy("part of a scene", "subject"),
    "paragraph": pgettext_lazy("part of a scene", "paragraph"),
    "link": pgettext_lazy("part of a scene", "link"),
    "attachment": pgettext_lazy("part of a scene", "attachment"),
    "button": pgettext_lazy("part of a scene", "button"),
    "author": pgettext_lazy("part of a scene", "author"),
    "label": pgettext_lazy("part of a scene", "label such as “Advertisement”"),
    "counts": pgettext_lazy("part of a scene", "counts of likes"),
    "comment": pgettext_lazy("part of a scene", "comment"),
    "name": pgettext_lazy("part of a scene", "name"),
    "handle": pgettext_lazy("part of a scene", "user name"),
    "fact": pgettext_lazy("part of a scene", "fact about the person"),
    "post": pgettext_lazy("part of a scene", "post"),
    "title": pgettext_lazy("part of a scene", "title"),
    "toggle": pgettext_lazy("part of a scene", "switch"),
    "address": pgettext_lazy("part of a scene", "address"),
    "field": pgettext_lazy("part of a scene", "field to fill in"),
    "item": pgettext_lazy("part of a scene", "thing for sale"),
    "bundle": pgettext_lazy("part of a scene", "package"),
    "old_price": pgettext_lazy("part of a scene", "price before"),
    "timer": pgettext_lazy("part of a scene", "time that runs out"),
    "code": pgettext_lazy("part of a scene", "code to scan"),
    "sticker": pgettext_lazy("part of a scene", "sticker"),
    "query": pgettext_lazy("part of a scene", "what was searched for"),
    "ad": pgettext_lazy("part of a scene", "advertisement"),
    "answer": pgettext_lazy("part of a scene", "answer of an AI"),
    "result": pgettext_lazy("part of a scene", "result"),
    "byline": pgettext_lazy("part of a scene", "who wrote it"),
    "date": pgettext_lazy("part of a scene", "date"),
    "source": pgettext_lazy("part of a scene", "source"),
}
SPEAKER_NAMES = {
    "m": _("the child of the story"),
    "1": _("speaker 1"),
    "2": _("speaker 2"),
    "3": _("speaker 3"),
}


def part_name(part: Mapping[str, Any]) -> str:
    """What a part of a scene is, such as “sender”."""
    shown = str(part.get("as"))
    return str(PART_NAMES.get(shown, shown))


def said_beside(part: Mapping[str, Any]) -> str:
    """What stands at a part and is the same in all languages, for people."""
    told = [str(part[name]) for name in ("address", "price") if part.get(name)]
    if "who" in part:
        told.append(str(SPEAKER_NAMES.get(str(part["who"]), part["who"])))
    if "switched" in part:
        told.append(gettext("switched on") if part["switched"] else gettext("switched off"))
    if "secure" in part:
        told.append(gettext("secure") if part["secure"] else gettext("not secure"))
    return " · ".join(told)
