"""The coding view: a document's text to read and select, its codings behind and beside it.

`view.CodingView` is what others use. It knows nothing of services: it takes values, shows them
and says what the user did. Positions are code points outside, UTF-16 units inside (Qt's own).
"""
