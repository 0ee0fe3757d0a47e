"""The registry's lists: their columns, order, groups, comparison, and what they are asked."""
