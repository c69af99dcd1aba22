"""Pictures of scenes: taken in, kept, served, and forgotten when nothing shows them."""
