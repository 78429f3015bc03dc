"""How the line recogniser is made: texts, printed and worn; the network, its training and its file."""
