"""Work in the background: asked for by a page, done by a process of its own, told in a row."""
