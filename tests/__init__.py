"""The tests, laid out as the rooms that they prove."""
