"""From bytes to a document, and from a document to the parts of a plan."""
