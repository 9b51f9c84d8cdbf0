"""Adding numbers in two processes."""

# --8<-- [start:parts]
from multiprocessing import Process, Queue


def add(numbers: list[int], sums: "Queue[int]") -> None:
    """Put the sum of ``numbers`` into ``sums``."""
    if numbers[0] == 1:
        print("the first part", flush=True)
    sums.put(sum(numbers))


if __name__ == "__main__":
    sums: "Queue[int]" = Queue()
    processes = [Process(target=add, args=(part, sums)) for part in ([1, 2], [3])]
    for process in processes:
        process.start()
    print(sums.get() + sums.get(), flush=True)
    for process in processes:
        process.join()
# --8<-- [end:parts]
