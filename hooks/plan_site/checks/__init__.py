"""The rules: what makes a plan whole and sound, its easy words easy, and its pages fit to stand on one site.

In: records, articles and pages. Out: problems; the name of a rule is the rule. Imports the stages before it.
`references` are about ids, `completeness` about what has to be said, `wording` about words of records, `easy_read` and
`untold` about the easy reading, `titles` and `article_rules` about pages on the whole site.
"""
