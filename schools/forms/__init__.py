"""What people type about who takes part."""
