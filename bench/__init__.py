"""How fast, how large and how right: `make bench`."""
