"""The kinds under which deadlines know what inspection is about."""

CASE = "case"
"""What happens inside a case: known to its people alone, also after publication (K1 to K7, K11)."""

CONCLUSION = "conclusion"
"""What a signed or published conclusion brings with it (K8 to K10)."""

REMEDY = "remedy"
"""A recommendation of a published conclusion (K12)."""

FINE = "fine"
"""A sanction of a case (K13)."""

PLAN = "insp_plan"
"""A plan of a year (K14 to K16)."""

KINDS = (CASE, CONCLUSION, REMEDY, FINE, PLAN)
