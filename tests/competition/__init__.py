"""Tests of competition."""
