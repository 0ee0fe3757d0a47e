"""What people type into the pages of deadlines, one file a subject."""
