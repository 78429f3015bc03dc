"""One module per kind of source, each from bytes to a `Document`."""
