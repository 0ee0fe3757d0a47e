"""The demonstration province: invented rows, computed from a given day, the same every time.

Pure: no Django, no clock, no randomness beyond `random.Random(135)`. What it returns is written
by `projects.actions.demonstration`.
"""
