"""Named lines of the product, each broken alone, and the tests that have to notice."""
