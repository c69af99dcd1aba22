"""What templates of the competition read."""
