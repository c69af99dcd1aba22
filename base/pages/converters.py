"""Parts of addresses that several apps have."""

from __future__ import annotations

from django.urls import register_converter


class CountryConverter:
    """The two small letters of a country in the address of a public page."""

    regex = "[a-z]{2}"

    def to_python(self, value: str) -> str:
        """As countries are stored."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """As addresses are written."""
        return value.lower()


register_converter(CountryConverter, "country")
COUNTRY = "<country:country>/"
