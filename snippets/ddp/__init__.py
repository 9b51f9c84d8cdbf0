"""PyTorch's DistributedDataParallel: one model trained by several processes."""
