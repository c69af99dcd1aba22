"""What a ministry sees of an edition: what is published once, and the tables and pictures of it."""
