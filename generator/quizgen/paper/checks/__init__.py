"""What was printed → how it differs from what was to be printed, and what it gives away."""
