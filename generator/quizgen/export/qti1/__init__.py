"""QTI 1.2: what Canvas's packages and Common Cartridges have in common."""
