"""What every page of staff and public gets: its language, the others, and the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from base.pages.addresses import as_typed, public_address
from base.registry import Registry

# What stands at the head for the reader.
menus = Registry[Callable[[HttpRequest], object]]()


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one language."""

    code: str
    tag: str
    name: str
    url: str
    current: bool


def active_language() -> str:
    """The code of the language being spoken, one of ``LANGUAGES``."""
    language = get_language() or settings.LANGUAGE_CODE
    return language if language in settings.ENDONYMS else settings.LANGUAGE_CODE


class Page:
    """Read by templates as ``page``; nothing is worked out before it is asked for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def tag(self) -> str:
        """The tag of BCP 47 for ``<html lang>``."""
        return settings.HTML_LANGUAGES[active_language()]

    @property
    def sends_mail(self) -> bool:
        """Whether mails leave this server."""
        return settings.EMAIL_IS_SET

    @cached_property
    def code(self) -> str:
        """The code of the language being spoken."""
        return active_language()

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Every language by its own name, with the address of this page in it."""
        path, active = self.request.get_full_path(), active_language()
        return [
            LanguageLink(
                code=code,
                tag=settings.HTML_LANGUAGES[code],
                name=name,
                url=translate_url(path, code),
                current=code == active,
            )
            for code, name in settings.ENDONYMS.items()
        ]

    @cached_property
    def address(self) -> str:
        """What pupils type."""
        return as_typed(public_address(self.request))

    @cached_property
    def ways(self) -> object:
        """The links of staff at the head."""
        return menus.only(self.request)


def page(request: HttpRequest) -> dict[str, Page]:
    """The context processor."""
    return {"page": Page(request)}
