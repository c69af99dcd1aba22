"""What a machine can say about questions: one module for each kind of rule; ``bank`` asks all."""
