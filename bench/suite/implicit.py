"""Recall@20 and nDCG@20 of the package `implicit` on lists with a part held out: implicit.py FILE.

FILE is JSON, {"columns": n, "lists": [{"known": [column], "held": [column]}]}. Prints the best of several
settings for its ALS, or {"missing": name} where a package is not installed.
"""

import json
import sys

# beside this file there is one of the same name as the package
sys.path.pop(0)
try:
    import numpy
    import scipy.sparse
    from implicit.als import AlternatingLeastSquares
except ImportError as error:
    print(json.dumps({"missing": error.name}))
    sys.exit(0)

SLATE = 20
SETTINGS = [(ridge, alpha) for ridge in (0.01, 1, 5) for alpha in (1, 5, 20)]

with open(sys.argv[1], encoding="utf-8") as stream:
    task = json.load(stream)
known = [one["known"] for one in task["lists"]]
held = [set(one["held"]) for one in task["lists"]]
rows = numpy.repeat(numpy.arange(len(known)), [len(one) for one in known])
columns = numpy.concatenate(known)
shape = (len(known), task["columns"])
seen = scipy.sparse.csr_matrix((numpy.ones(len(rows), numpy.float32), (rows, columns)), shape)
discounts = 1 / numpy.log2(numpy.arange(SLATE) + 2)

best = {"recall": 0}
for ridge, alpha in SETTINGS:
    model = AlternatingLeastSquares(
        factors=64, regularization=ridge, alpha=alpha, iterations=15, random_state=1, num_threads=2
    )
    model.fit(seen, show_progress=False)
    slates, _ = model.recommend(numpy.arange(len(known)), seen, N=SLATE)
    hits = [numpy.isin(slate, list(one)) for slate, one in zip(slates, held)]
    recall = numpy.mean([hit.sum() / len(one) for hit, one in zip(hits, held)])
    gain = numpy.mean(
        [(hit * discounts).sum() / discounts[: len(one)].sum() for hit, one in zip(hits, held)]
    )
    if recall > best["recall"]:
        best = {"recall": float(recall), "gain": float(gain), "ridge": ridge, "alpha": alpha}
print(json.dumps(best))
