"""Official letters from a flag or a case: what they propose, how they are set (Nghị định 30)."""
