"""Easy Read pages → what a group needs to check them; a form that is filled in → what the group found."""
