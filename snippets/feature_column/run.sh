# The command of the article.

# --8<-- [start:torch]
python torch_bag.py
# --8<-- [end:torch]
