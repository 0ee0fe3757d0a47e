"""Pure rules of reports: what is counted and judged, without asking the database."""
