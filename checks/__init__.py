"""The law as a library: facts in, verdicts out. No I/O at judging time and no clock: the day is an argument."""
