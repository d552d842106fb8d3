"""A line of easy words → what keeps it from being easy to read. Rules know no plan, only what it declares."""
