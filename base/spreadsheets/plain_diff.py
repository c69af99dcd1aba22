"""How the preview of an import shows what changes."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString
from import_export import resources


class PlainDiff(resources.Diff):
    """Old and new value without inline styles, which the content security policy blocks.

    ``secret`` are places of columns whose old value is not shown.
    """

    secret: frozenset[int] = frozenset()

    def as_html(self) -> list[SafeString]:
        """One cell for each column."""
        return [
            _change(old, new, is_new=self.new or place in self.secret)
            for place, (old, new) in enumerate(zip(self.left, self.right, strict=True))
        ]


def _change(old: object, new: object, *, is_new: bool) -> SafeString:
    if is_new or old == new:
        return format_html("{}", new)
    return format_html("<del>{}</del> <ins>{}</ins>", old, new)
