"""The ways to derive questions from a card, a module for each."""
