"""From a message heard to a reply sent; knows nothing of music services."""
