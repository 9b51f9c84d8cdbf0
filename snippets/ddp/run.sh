# The commands of the article, each in a region of its own.

# --8<-- [start:single]
python single.py
# --8<-- [end:single]

# --8<-- [start:distributed]
torchrun --standalone --nproc-per-node 2 distributed.py
# --8<-- [end:distributed]

# --8<-- [start:one_process]
torchrun --standalone --nproc-per-node 1 distributed.py
# --8<-- [end:one_process]

# --8<-- [start:difference]
diff single.py distributed.py || true
# --8<-- [end:difference]
