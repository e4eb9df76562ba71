"""The lists themselves, one file each."""
