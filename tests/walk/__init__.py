"""`make walk`: a year from an empty database to the published list, through the product alone."""
