"""Training: the models of repair, made again from a folder of texts."""
