"""Pure rules of inspection: clocks, what comes next, coverage."""
