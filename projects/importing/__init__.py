"""A workbook of projects, read cell by cell: what it says, and what it says that cannot be read.

Pure: no Django, no database. `projects.actions.importing` writes what this returns.
"""
