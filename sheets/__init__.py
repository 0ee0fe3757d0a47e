"""Reading and writing workbooks. Pure: no app, no clock, no settings."""
