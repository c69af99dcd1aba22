"""Short dates as in Bosnian: Django's own write a day in one digit and its month in two."""

from competition.config.formats.bs.formats import SHORT_DATE_FORMAT, SHORT_DATETIME_FORMAT

__all__ = ["SHORT_DATETIME_FORMAT", "SHORT_DATE_FORMAT"]
