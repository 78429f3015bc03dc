"""One module per part of the paper, each from document lines to a part of the `Plan`."""
