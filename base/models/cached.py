"""What the cache holds: its own table, which forgets nothing by itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CachedEntry(models.Model):
    """One entry; limits of log-ins have addresses of computers in their keys."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    expires = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "cache"
        verbose_name = _("entry of the cache")
        verbose_name_plural = _("entries of the cache")

    def __str__(self) -> str:
        return self.cache_key
