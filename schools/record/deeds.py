"""Names of what the record tells in one entry, though it was done to many rows or to one gone."""

IMPORTED = "imported"
INVITED = "invited"
MERGED = "merged"
LINK_SHOWN = "link_shown"
CARDS_OPENED = "cards_opened"
CARDS_OPENED_TO = "cards_opened_to"
CARDS_CLOSED_TO = "cards_closed_to"
CLASS_TAKEN_OVER = "class_taken_over"
CLASS_GIVEN_BACK = "class_given_back"

# How somebody reads what is kept of pupils, as the record names it.
PRINT, SCREEN, NEEDS, NAMES, SEAT, ADMIN = "print", "screen", "needs", "names", "seat", "admin"
PAPER, LIST, CERTIFICATES = "paper", "list", "certificates"
