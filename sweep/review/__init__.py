"""What people decide on findings: kept for good, never overwritten unseen, and the small web application for it."""
