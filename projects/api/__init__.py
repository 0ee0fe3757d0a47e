"""The API of the registry: projects."""
