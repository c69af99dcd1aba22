"""Paper: documents are set with typst in a process of its own, and kept nowhere."""
