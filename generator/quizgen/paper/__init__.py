"""The print engine: an assembled exam → papers, keys and a marking guide as PDF files."""
