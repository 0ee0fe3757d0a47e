"""Acts on plans, cases, conclusions and recommendations."""
