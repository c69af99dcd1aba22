"""Writes of the competition: verbs that decide under a lock and leave a record."""
