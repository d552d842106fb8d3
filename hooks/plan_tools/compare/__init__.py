"""Two plans → what changed, in words for editors, readers and programs."""
