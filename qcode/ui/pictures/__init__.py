"""Pictures with their regions, beside the text that names them."""
