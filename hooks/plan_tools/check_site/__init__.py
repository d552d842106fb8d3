"""A built site → what is wrong with it, page by page, without a browser: the gate before it is published.

`document_rules` are about one document, `site_rules` about all else. Needs lxml, which no build needs.
"""
