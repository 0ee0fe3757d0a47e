"""The API of deadlines: obligations and flags."""
