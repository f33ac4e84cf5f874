"""An exam → what candidates and markers see, as plain data with texts in HTML."""
