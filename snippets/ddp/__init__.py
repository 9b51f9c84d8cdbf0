"""PyTorch DistributedDataParallel: one training in several processes."""
