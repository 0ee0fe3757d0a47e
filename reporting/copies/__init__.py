"""Copies of a report that offices go on working with: Word and Excel, of the same document."""
