# --8<-- [start:run]
python total.py | head -n 1
# --8<-- [end:run]
