"""From the picture of a page to its words: cleaning, lines, and the recognisers that read them.

`segmentation` finds the lines of a page once, for every recogniser and for the layout; a recogniser
(`words.Recogniser`) reads the crops of lines, and nothing else.
"""
