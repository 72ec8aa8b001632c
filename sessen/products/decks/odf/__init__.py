"""OpenDocument presentations, as LibreOffice keeps them."""
