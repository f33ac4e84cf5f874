"""python -m quizgen: the same as the command quizgen."""

from quizgen.start import main

main()
