"""The table of attributes: documents or cases as rows, edited as in a spreadsheet."""
