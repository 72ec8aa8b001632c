"""What people get: a folder a kind, and a row each in `sessen.products.registry`."""
