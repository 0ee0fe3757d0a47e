"""The conditions of the lists; the address is their state."""
