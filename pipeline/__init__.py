"""Running documents through the stages, keeping and handing on the results."""
