"""The trees of scikit-learn and LightGBM on columns that Firebreak made: one JSON object on stdout.

Told a folder with columns-<n>.f64 (column after column) for each trial and task.json:
{rows, width, trials: [{known: [...], judged: [...]}], labels: [...]}.
Settings are those that bench/measure/tolokers-splits.ts gives to Firebreak's own.
"""

import json
import math
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

try:
    import lightgbm
    import numpy
    from sklearn.ensemble import RandomForestClassifier
    from sklearn.metrics import average_precision_score
except ImportError as error:
    print(json.dumps({"missing": error.name}))
    sys.exit(0)

folder = sys.argv[1]
with open(os.path.join(folder, "task.json")) as file:
    task = json.load(file)
labels = numpy.array(task["labels"])
found = {"forest": [], "boosted": []}
for number, trial in enumerate(task["trials"]):
    path = os.path.join(folder, f"columns-{number}.f64")
    columns = numpy.fromfile(path, dtype="<f8").reshape(task["width"], task["rows"]).T
    known, judged = numpy.array(trial["known"]), numpy.array(trial["judged"])
    forest = RandomForestClassifier(
        n_estimators=200,
        min_samples_leaf=2,
        max_features=math.ceil(task["width"] / 4),
        class_weight="balanced",
        n_jobs=1,
        random_state=number,
    )
    boosted = lightgbm.LGBMClassifier(
        n_estimators=300,
        learning_rate=0.03,
        max_depth=5,
        num_leaves=32,
        min_child_samples=15,
        min_child_weight=1,
        reg_lambda=1,
        subsample=0.7,
        subsample_freq=1,
        colsample_bytree=0.3,
        n_jobs=1,
        verbose=-1,
        random_state=number,
    )
    for name, model in (("forest", forest), ("boosted", boosted)):
        model.fit(columns[known], labels[known])
        scores = model.predict_proba(columns[judged])[:, 1]
        found[name].append(float(average_precision_score(labels[judged], scores)))
print(json.dumps(found))
