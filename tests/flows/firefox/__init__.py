"""The product in Debian's Firefox: `make firefox`."""
