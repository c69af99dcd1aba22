"""Class lists as teachers have them, read into lines: pure."""
