"""Taking a timed quiz: editions, sittings, attempts, answers and results."""
