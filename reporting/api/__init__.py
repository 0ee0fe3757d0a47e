"""The API of reporting: report runs and their frozen figures."""
