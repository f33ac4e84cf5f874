"""quizgen: flashcards and questions in Markdown → printed exams and question banks."""

__version__ = "0.1.0"
