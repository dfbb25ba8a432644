"""The pane in the middle: a document opened for reading and coding."""
