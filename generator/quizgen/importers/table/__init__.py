"""Tables of questions, one in each row: text with separators, and workbooks."""

from quizgen.importers.table.importers import KAHOOT, TABLE, WAYGROUND

__all__ = ["KAHOOT", "TABLE", "WAYGROUND"]
