# The command of the article.

# --8<-- [start:torch]
python torch_reader.py
# --8<-- [end:torch]
