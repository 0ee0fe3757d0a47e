"""From rows to documents: one module for each report of the catalogue."""
