"""PowerPoint files, opened as packages of parts: shapes, films, timing, backgrounds."""
