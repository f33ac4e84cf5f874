"""The templates and style sheets of the exporters, a folder each."""
