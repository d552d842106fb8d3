"""What the commands share: the project they work in, its files, its commits, and how a command ends."""
