"""The codebook out to files and in from them."""
