"""What can be said of English words without a plan: sentences, figures, hard words, letters, words of links.

In: text, and the plan's glossary. Out: where something stands in it, and what is wrong with it. Imports `model`.
"""
