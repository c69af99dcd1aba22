"""The ceremony: a presenter's and an audience's screen, online and as one file."""
