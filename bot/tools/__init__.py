"""What can be done: one file each; its name is the command's and the tool's."""
