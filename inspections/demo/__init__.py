"""The invented cases of the demonstration province."""
