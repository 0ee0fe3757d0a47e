"""What the rules of the deadlines are told about projects."""
