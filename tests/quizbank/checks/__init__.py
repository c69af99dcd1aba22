"""Tests of the checks of questions, one table for each rule."""
