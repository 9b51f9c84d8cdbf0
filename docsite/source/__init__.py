"""What authors wrote: pages, programs, formulas, labs and lists. It is read here, and never run."""
