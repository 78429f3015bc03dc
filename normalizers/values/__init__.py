"""From the parts of a plan as printed to the values they stand for."""
