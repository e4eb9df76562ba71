"""Questionnaires of a sweep: filled in as far as the rules can, completed by people, written and read as tables."""
