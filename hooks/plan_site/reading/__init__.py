"""A folder → the records, hand-written pages and pictures of a plan, and every problem on the way.

In: files. Out: typed records and articles, with problems that name file, line and remedy. Imports the stages before it.
"""
