"""python -m quizgen.cli: the same as the command quizgen."""

from quizgen.cli import main

main()
