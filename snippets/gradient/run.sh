# --8<-- [start:tensorflow]
export TF_CPP_MIN_LOG_LEVEL=2 TF_ENABLE_ONEDNN_OPTS=0
python kinks_tensorflow.py
# --8<-- [end:tensorflow]
