"""What is kept of pupils goes by itself, class by class, once its school year is over."""
