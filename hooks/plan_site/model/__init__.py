"""What a plan is: its records, what a field is, and what a problem is.

In: nothing. Out: frozen, typed records, and what can be asked of their types. Everything may import it; it imports
nothing of ours, and no library.
"""
