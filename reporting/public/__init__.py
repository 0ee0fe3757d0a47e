"""What everybody may see: aggregates, what was published by an act, and nothing else (R-9.20)."""
