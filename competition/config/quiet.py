"""What strangers can provoke is one short line in the log, without a traceback."""

from __future__ import annotations

import logging
from typing import Any

LONGEST = 200


class OneLine(logging.Filter):
    """Shortens a record to one line of printable text; the traceback goes."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always let it through."""
        text = record.getMessage()[:LONGEST]
        record.msg = "".join(sign if sign.isprintable() else "?" for sign in text)
        record.args = ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"one_line": {"()": OneLine}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "security": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["one_line"],
        },
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "security": {"handlers": ["security"], "propagate": False},
        # Wrong hosts, bodies too large, refused look-ups of the admin, foreign origins.
        "django.security": {"handlers": ["security"], "propagate": False},
        # Whatever is answered with 4xx; paths may hold a link that opens an account.
        "django.request": {"level": "ERROR"},
    },
}
