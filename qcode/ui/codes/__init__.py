"""The codebook in the window: the tree, the card of a code, and the quick-code box."""
