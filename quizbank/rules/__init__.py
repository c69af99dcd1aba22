"""Pure decisions about questions and papers: they know neither Django nor Channels."""
