"""What is kept between sweeps, in one database of the workspace."""
