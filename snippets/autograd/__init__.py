"""How PyTorch differentiates: a graph of operations, walked backward."""
