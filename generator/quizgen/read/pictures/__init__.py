"""Pictures that decks refer to → checked pictures, or problems.

A picture is read once, under the project's root only, and written anew in a process of its own: what a
file holds besides what it shows is in no output, nor is its name, which may give an answer away.
"""
