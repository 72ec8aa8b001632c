"""The video of a scene and of the lecture: joined steps, chapters, captions."""
