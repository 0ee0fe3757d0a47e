"""The one search box: its sources and how words are asked."""
