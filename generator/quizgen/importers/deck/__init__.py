"""What was imported, from any format → the deck to write, with its pictures and what was told."""
