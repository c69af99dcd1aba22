"""`make walk`: a year from an empty database to the last reveal, through the product alone."""
