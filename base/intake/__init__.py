"""Files from strangers and for strangers' programs: pure, the lowest layer, known to every app."""
