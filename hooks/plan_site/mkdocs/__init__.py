"""MkDocs' events → a build of `publish`. The only folder that imports mkdocs.

In: MkDocs' events. Out: the published site, or a preview. Only `hooks/mkdocs_adaptor.py` imports it.
"""
