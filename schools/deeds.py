"""Names of what the record tells in one entry, though it was done to many rows or to one gone."""

IMPORTED = "imported"
INVITED = "invited"
MERGED = "merged"
LINK_SHOWN = "link_shown"
