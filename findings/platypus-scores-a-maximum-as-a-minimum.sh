#!/usr/bin/env bash
# platypus-opt 1.4.1: its quality indicators do not look at whether an objective is to be maximised. Against a front of (10, 0), (5, 5), (0, 10)
# the worst answer (0, 0) gets an additive epsilon of 0, as good as the front itself, and (20, 20), better than all, one of 2. The
# hypervolume of (20, 20) is 0, that of the front 0.25, as answers above the front are dropped. The same answers with their signs
# turned round, to be minimised, get epsilons of 1 and -1 and a hypervolume of 1, as they should. No warning.
set -eu
place=$(mktemp -d); trap 'rm -rf "$place"' EXIT
python3 -m uv venv -q "$place/env"
python3 -m uv pip install -q --no-config --only-binary=:all: --python "$place/env" "platypus-opt==1.4.1"
"$place/env/bin/python" -W error - <<'PYTHON'
from platypus import Direction, EpsilonIndicator, Hypervolume, Problem, Solution


def scores(direction):
    problem = Problem(1, 2)
    problem.directions[:] = direction
    sign = 1 if direction == Direction.MAXIMIZE else -1

    def answers(*points):
        made = [Solution(problem) for _ in points]
        for solution, point in zip(made, points):
            solution.objectives[:], solution.evaluated = [sign * each for each in point], True
        return made

    front = ((10, 0), (5, 5), (0, 10))
    sets = {"worst": answers((0, 0)), "front": answers(*front), "better than all": answers((20, 20))}
    return {name: (EpsilonIndicator(answers(*front)).calculate(found), Hypervolume(answers(*front)).calculate(found)) for name, found in sets.items()}


maximised, minimised = scores(Direction.MAXIMIZE), scores(Direction.MINIMIZE)
print("epsilon and hypervolume, maximised:", maximised)
print("the same, signs turned round, minimised:", minimised)
assert minimised == {"worst": (1, 0), "front": (0, 0.25), "better than all": (-1, 1)}, "what is right"
assert maximised == {"worst": (0, 0), "front": (0, 0.25), "better than all": (2, 0)}, "behaviour changed"
PYTHON
