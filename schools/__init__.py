"""Who takes part: countries, schools, classes, cards and staff."""
