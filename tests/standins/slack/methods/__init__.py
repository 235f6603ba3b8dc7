"""The methods of the stand-in's Web API, a file for each family."""
