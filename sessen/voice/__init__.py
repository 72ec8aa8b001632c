"""What is heard of a lecture: takes, the machine's voices, and recordings of one's own."""
