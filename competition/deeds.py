"""What the record tells of classes in the competition in one entry."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

MERGED = "merged"
# How somebody reads what is kept of pupils.
NAMES, SEAT, TILES, ADMIN = "names", "seat", "tiles", "admin"
PAPER, LIST, CERTIFICATES = "paper", "list", "certificates"

DEEDS = {MERGED: _("%(gone)s (%(code)s) was merged into it")}
READS = {
    NAMES: _("looked at the results with names"),
    SEAT: _("looked at a seat with name and needs"),
    TILES: _("showed names on the monitor"),
    PAPER: _("printed cards"),
    LIST: _("printed the list with names and PINs"),
    CERTIFICATES: _("printed certificates with names"),
    ADMIN: _("looked at a pupil's answers in the admin"),
}
