"""Personalised PageRank of peers from PyPI over a serialized graph: peers.py FILE PEER RUNS.

Prints milliseconds a run as JSON, or {"missing": name} where the package is not installed.
"""

import json
import sys
import time

file, peer, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
try:
    import numpy

    if peer == "igraph":
        import igraph
    elif peer == "networkx":
        import networkx
        import scipy
    else:
        import scipy.sparse
except ImportError as error:
    print(json.dumps({"missing": error.name}))
    sys.exit(0)

with open(file, "rb") as stream:
    stream.read(1)
    size, order = numpy.fromfile(stream, numpy.int64, 2)
    starts = numpy.fromfile(stream, numpy.int64, order + 1)
    targets = numpy.fromfile(stream, numpy.int32, size)
sources = numpy.repeat(numpy.arange(order, dtype=numpy.int32), numpy.diff(starts))
seed = 0

if peer == "scipy":
    degrees = numpy.maximum(numpy.diff(starts), 1)
    values = numpy.repeat((1 / degrees).astype(numpy.float32), numpy.diff(starts))
    matrix = scipy.sparse.csr_matrix((values, targets, starts), (order, order)).T.tocsr()
    restart = numpy.zeros(order, numpy.float32)
    restart[seed] = 1

    def run():
        rank = restart
        for _ in range(200):
            after = numpy.float32(0.15) * restart + numpy.float32(0.85) * (matrix @ rank)
            moved = numpy.abs(after - rank).sum()
            rank = after
            if moved * 0.85 <= 0.15e-6:
                break
        return rank

elif peer == "igraph":
    once = sources <= targets
    edges = numpy.stack((sources[once], targets[once]), 1)
    graph = igraph.Graph(n=int(order), edges=edges, directed=False)

    def run():
        return graph.personalized_pagerank(damping=0.85, reset_vertices=[seed])

else:
    graph = networkx.Graph()
    graph.add_edges_from(zip(sources.tolist(), targets.tolist()))

    def run():
        # its tolerance is for each node
        return networkx.pagerank(graph, 0.85, {seed: 1}, tol=1e-6 / len(graph), max_iter=200)


millis = []
for _ in range(runs):
    start = time.perf_counter()
    run()
    millis.append((time.perf_counter() - start) * 1000)
print(json.dumps({"millis": millis}))
