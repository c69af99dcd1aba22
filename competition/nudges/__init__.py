"""The word "look now" for the pages of pupils, when a teacher has acted."""
