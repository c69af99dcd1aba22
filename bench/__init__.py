"""Measures the product against its budgets; ``make bench``."""
