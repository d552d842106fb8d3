"""Pages as they are printed → PDFs that are tagged for screen readers.

In: `Page`s. Out: the bytes of PDFs, made anew only where something changed. Imports the stages before it.
"""
