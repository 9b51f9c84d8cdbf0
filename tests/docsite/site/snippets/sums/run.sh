# --8<-- [start:run]
python parts.py
# --8<-- [end:run]
