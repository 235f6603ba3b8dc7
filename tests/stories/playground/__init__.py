"""Stories in the playground: the whole bot, and a page of it in a browser without a screen."""
