"""New decks, one file a format."""
