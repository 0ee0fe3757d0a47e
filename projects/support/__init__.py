"""Requests of investors as deadlines, lists and pages read them."""
