"""What has to hold: one file for each family of rules. The pytest plugin makes tests of them."""
