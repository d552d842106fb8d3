"""A built site → what is wrong with it, page by page, without a browser: the gate before it is published.

`document_rules` and `structure_rules` are about one document, `pages` about one page, `site_rules` about all files.
Needs lxml, which no build needs.
"""
