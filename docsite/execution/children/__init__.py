"""Scripts that are started as processes of their own. None of them imports another, nor anything else of ours."""
