"""Databases as tagged versions left them; later versions have to migrate them. See README.md."""
