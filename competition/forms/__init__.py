"""What staff types about the competition."""
