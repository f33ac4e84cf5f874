"""A corpus of hostile, broken and odd inputs → what quizgen makes of each, judged by its manifest."""
