"""Paper that never was: faces to print with, and what printing, copying and scanning do to a page."""
