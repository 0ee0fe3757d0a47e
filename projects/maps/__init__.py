"""The map of the projects, its ground, and files of positions and outlines."""
