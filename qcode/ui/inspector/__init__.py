"""The inspector: what is to be known of the thing one looks at, changed in place."""
