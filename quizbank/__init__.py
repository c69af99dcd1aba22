"""What is asked: topics, questions, their texts and the compiled papers."""
