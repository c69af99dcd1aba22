"""Short dates as in Bosnian: Django's own write a day in one digit and its month in two."""

SHORT_DATE_FORMAT = "j. n. Y."
SHORT_DATETIME_FORMAT = "j. n. Y. H:i"
