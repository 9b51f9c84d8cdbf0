"""The same answers from networkx, SciPy and the standard library."""

# --8<-- [start:peers]
import networkx as nx
import numpy as np
from scipy import ndimage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order

one_way = nx.DiGraph(
    [(0, 1), (0, 4), (0, 3), (1, 2), (2, 0), (2, 3), (4, 3), (4, 5), (5, 4)]
)
two_way = nx.MultiGraph(  # Graph would make one edge of the two between 4 and 6.
    [(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 5), (5, 3), (4, 6), (6, 4), (6, 7)]
)
matrix = csr_array(nx.to_numpy_array(one_way, nodelist=range(6)))
coast = np.array([[1, 1, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 1]])

# --8<-- [end:peers]

if __name__ == "__main__":
    # --8<-- [start:peers_demo]
    print(list(nx.dfs_preorder_nodes(one_way, 0)), depth_first_order(matrix, 0)[0])
    print([sorted(part) for part in nx.strongly_connected_components(one_way)])
    print(int(connected_components(matrix, connection="strong")[0]))
    print(sorted(nx.bridges(two_way)), sorted(nx.articulation_points(two_way)))
    print(int(ndimage.label(coast)[1]))
    # --8<-- [end:peers_demo]
