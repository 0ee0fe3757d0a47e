"""What others published beside what the registry holds: calls, figures, the index."""
