"""HTML → PDF files, or blocks to be composed: all that runs WeasyPrint, in a process of its own."""
