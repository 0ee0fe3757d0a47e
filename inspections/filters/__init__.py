"""The conditions of the lists of inspection; the address is their state."""
