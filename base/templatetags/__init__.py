"""What templates of several apps read."""
