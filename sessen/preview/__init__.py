"""The live preview: a small server on this machine, its page, and the processes that draw for it."""
