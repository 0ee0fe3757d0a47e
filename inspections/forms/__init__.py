"""Forms of inspection."""
