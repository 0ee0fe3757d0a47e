"""Pages of people: inviting, deputies, leaving."""
