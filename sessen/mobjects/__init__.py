"""The toolkit for authors: planes, vectors, matrices, surfaces, live numbers."""
