"""An official document as data: what every report is before it becomes PDF, Word or Excel."""
