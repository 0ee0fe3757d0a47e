"""Orders and directives on screens and in the registers: what deadlines itself owns."""
