"""Words of names and their abbreviations, for search alone: nothing stored is ever rewritten.

Each line holds spellings of one idea, folded. A fused spelling stands for several ideas at once.
"""

from __future__ import annotations

SPELLINGS: tuple[tuple[str, ...], ...] = (
    ("cong ty", "cty"),
    ("co phan", "cp"),
    ("trach nhiem huu han", "tnhh"),
    ("mot thanh vien", "1 thanh vien", "mtv", "1tv", "1 tv"),
    ("hai thanh vien", "2 thanh vien", "2tv"),
    ("hop tac xa", "htx"),
    ("lien hiep hop tac xa", "lhhtx"),
    ("doanh nghiep tu nhan", "dntn"),
    ("doanh nghiep", "dn"),
    ("ho kinh doanh", "hkd"),
    ("chi nhanh", "cn"),
    ("tong cong ty", "tct"),
    ("dau tu", "dt"),
    ("xay dung", "xd"),
    ("thuong mai", "tm"),
    ("dich vu", "dv"),
    ("san xuat", "sx"),
    ("xuat nhap khau", "xnk"),
    ("khu cong nghiep", "kcn"),
    ("cum cong nghiep", "ccn"),
    ("khu kinh te", "kkt"),
    ("khu kinh te cua khau", "kktck"),
    ("thanh pho", "tp"),
    ("thi xa", "tx"),
    ("thi tran", "tt"),
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
)

FUSED: dict[str, tuple[str, ...]] = {
    "ctcp": ("cong ty", "co phan"),
    "tnhhmtv": ("trach nhiem huu han", "mot thanh vien"),
    "dtxd": ("dau tu", "xay dung"),
    "tmdv": ("thuong mai", "dich vu"),
    "sxtm": ("san xuat", "thuong mai"),
}
