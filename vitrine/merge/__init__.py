"""Mentions become events: stages of one plan and reports of one figure are joined, the rest stays.

    mention, mention, ... -> pairs judged by rules -> groups -> events with history and conflicts

address, timing and amount compare single values; site, figure and deal hold the rules of each kind
of event; cluster joins pairs; choose says what an event shows. All of it is pure.
"""

from vitrine.merge.choose import is_stage
from vitrine.merge.decision import Decision, Decisions, load_decisions, load_lineage
from vitrine.merge.join import merge_mentions
from vitrine.merge.report import LineageScore, MergeReport, MergeResult, score_lineage

__all__ = [
    "Decision",
    "Decisions",
    "LineageScore",
    "MergeReport",
    "MergeResult",
    "is_stage",
    "load_decisions",
    "load_lineage",
    "merge_mentions",
    "score_lineage",
]
