"""What `make chaos` breaks, one kind of trouble in each module."""
