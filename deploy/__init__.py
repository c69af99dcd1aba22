"""Setting up and serving the product on a machine."""
