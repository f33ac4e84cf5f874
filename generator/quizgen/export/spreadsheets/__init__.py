"""An exam → tables: CSV for people, workbooks for games. No cell of any is ever taken for a formula."""
