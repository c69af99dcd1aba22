"""Writes of the outcome: aliases given, receipts opened, boards published and frozen."""
