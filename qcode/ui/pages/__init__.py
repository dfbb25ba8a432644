"""The pages of a document's original, beside its text."""
