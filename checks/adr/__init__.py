"""Out-of-court resolution of disputes."""
