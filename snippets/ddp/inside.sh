# --8<-- [start:buckets]
torchrun --standalone --nproc-per-node 2 buckets.py
# --8<-- [end:buckets]
# --8<-- [start:uneven]
torchrun --standalone --nproc-per-node 2 uneven.py
# --8<-- [end:uneven]
# --8<-- [start:batchnorm]
torchrun --standalone --nproc-per-node 2 batchnorm.py
# --8<-- [end:batchnorm]
# --8<-- [start:weighted]
torchrun --standalone --nproc-per-node 2 weighted.py
# --8<-- [end:weighted]
# --8<-- [start:sharded]
torchrun --standalone --nproc-per-node 2 sharded.py
# --8<-- [end:sharded]
