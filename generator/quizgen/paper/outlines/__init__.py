"""Forms → the blocks that their papers and keys are made of, by name."""
