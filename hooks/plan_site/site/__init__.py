"""A plan → the site map: a page for each address, with all that its template places.

In: a plan, its articles and the day. Out: `Page`s, which know nothing of HTML. Imports the stages before it.
"""
