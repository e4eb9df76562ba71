"""What each verb may be told: its parser, its examples, and how its words are read.

Nothing here loads what a verb works with, so that `--help` and a mistyped word are answered at once.
"""
