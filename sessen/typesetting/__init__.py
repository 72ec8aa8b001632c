"""Words and formulas as outlines, set by Typst."""
