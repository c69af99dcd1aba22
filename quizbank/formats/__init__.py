"""Questions in the formats of other programs; pure: nothing here knows the bank."""
