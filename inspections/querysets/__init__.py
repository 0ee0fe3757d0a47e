"""Queries of inspection."""
