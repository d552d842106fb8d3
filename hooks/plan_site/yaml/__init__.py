"""YAML text → values that know their file and line, and back to the one form of a file.

In: the text of a file. Out: values, the slips of whoever typed them, comments, tidy text. Imports `model`.
"""
