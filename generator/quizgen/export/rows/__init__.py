"""An exam → the text files of rows that Blackboard and Brightspace upload, with HTML in their fields."""
