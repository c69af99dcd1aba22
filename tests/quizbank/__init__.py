"""Tests of quizbank."""
