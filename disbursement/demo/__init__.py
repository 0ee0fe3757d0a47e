"""The invented public investment of the demonstration province."""
