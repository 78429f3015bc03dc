"""Repair of text and normalization of values: a value in, a value and what was changed out."""
