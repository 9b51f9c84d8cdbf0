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
diff -U0 single.py distributed.py | tail -n +3 || true
# --8<-- [end:difference]

# --8<-- [start:spawn]
python spawn.py
# --8<-- [end:spawn]

# --8<-- [start:train]
torchrun --standalone --nproc-per-node 2 train.py
# --8<-- [end:train]

# --8<-- [start:restart]
torchrun --standalone --nproc-per-node 2 train.py --folder undisturbed
export TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1
torchrun --standalone --nproc-per-node 2 --max-restarts 1 \
  train.py --folder restarted --crash-at 90
cmp undisturbed/epoch-00003-*.pt restarted/epoch-00003-*.pt && echo identical
# --8<-- [end:restart]

# --8<-- [start:damaged]
torchrun --standalone --nproc-per-node 1 train.py --epochs 2 --folder damaged
echo damaged > damaged/epoch-00002-*.pt
torchrun --standalone --nproc-per-node 1 train.py --epochs 2 --folder damaged
# --8<-- [end:damaged]

# --8<-- [start:nodes]
port=$(python -c "import socket; print(socket.create_server(('', 0)).getsockname()[1])")
start() {
  torchrun --nnodes 2 --nproc-per-node 1 \
    --rdzv-backend c10d --rdzv-endpoint "localhost:$port" distributed.py
}
start & # on the first machine
start   # on the second
wait $!
# --8<-- [end:nodes]

# --8<-- [start:hang]
TORCH_DISTRIBUTED_DEBUG=DETAIL torchrun --standalone --nproc-per-node 2 hang.py
# --8<-- [end:hang]

# --8<-- [start:unused]
TORCH_DISTRIBUTED_DEBUG=INFO torchrun --standalone --nproc-per-node 2 unused.py
# --8<-- [end:unused]

# --8<-- [start:practice]
torchrun --standalone --nproc-per-node 2 practice.py
# --8<-- [end:practice]

# --8<-- [start:inside]
torchrun --standalone --nproc-per-node 2 inside.py
# --8<-- [end:inside]
