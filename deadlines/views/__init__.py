"""Pages of deadlines, one file a subject."""
