"""A page → its HTML document, and all files that stand beside it.

In: `Page`s. Out: documents, style sheets, scripts, the search index. `templates/` has a template for each kind of page,
`components/<name>/` one with its style, which opens with what it is given, `assets/` the rest. Imports the stages
before it.
"""
