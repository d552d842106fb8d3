"""A kind of record → the text of a new one; this project → that of another council."""
