"""Words of other packages that people meet here: their catalogues lack some of our languages."""
