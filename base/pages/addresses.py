"""The address of the product as pupils type it and as QR codes carry it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def public_address(request: HttpRequest) -> str:
    """The address with its scheme and without a slash at the end.

    ``PUBLIC_ADDRESS``, which every real server has; in demo and development, where it is not set,
    the address this request came to.
    """
    address: str = settings.PUBLIC_ADDRESS or request.build_absolute_uri("/")
    return address.rstrip("/")


def as_typed(address: str) -> str:
    """What a child types: the address without its scheme."""
    return address.partition("://")[2] or address


def card_link(address: str, *, language: str, number: int) -> str:
    """What the QR code of a card holds: the page and the number, never the PIN.

    The number stands in the fragment, which no browser sends and no server logs. The PIN stays on
    paper: a shared tablet remembers addresses, and the next child must not find it there.
    """
    return f"{address}/{language}/#number={number}"


def sitting_link(address: str, *, language: str, code: str) -> str:
    """What the QR code on the wall holds: the page and the code, in the fragment as on a card."""
    return f"{address}/{language}/#code={code}"
