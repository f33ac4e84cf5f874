"""A card's main part → the question it makes; one module for each group of kinds."""
