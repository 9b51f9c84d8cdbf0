"""Records how a sum grows."""

from snippets.sums.total import total


def grow(record, numbers=(1, 2, 3)):
    def see(code, now):
        if code.startswith("result +="):
            state = {"items": list(numbers), "bins": 1, "at": [0] * len(numbers), "item": None, "bin": 0, "spans": []}
            return "add", {"number": now["number"], "sum": now["result"]}, state
        return None

    record("buckets", total, numbers, watch=[total], see=see, still="add")
