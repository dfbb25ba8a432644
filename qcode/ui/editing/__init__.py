"""Editing the text of a document: its exact text, what happens to its codings, what changed."""
