"""Legal names stay Vietnamese; beside them stands what they mean, for readers of English."""

from __future__ import annotations

from django.utils.translation import get_language

from vn.text import fold

_NAMES = {
    "ủy ban nhân dân tỉnh": "Provincial People's Committee",
    "hội đồng nhân dân tỉnh": "Provincial People's Council",
    "ủy ban nhân dân xã": "Commune People's Committee",
    "ủy ban nhân dân phường": "Ward People's Committee",
    "sở tài chính": "Department of Finance",
    "sở xây dựng": "Department of Construction",
    "sở công thương": "Department of Industry and Trade",
    "sở nông nghiệp và môi trường": "Department of Agriculture and Environment",
    "sở khoa học và công nghệ": "Department of Science and Technology",
    "sở nội vụ": "Department of Home Affairs",
    "sở tư pháp": "Department of Justice",
    "thanh tra tỉnh": "Provincial Inspectorate",
    "thanh tra chính phủ": "Government Inspectorate",
    "kiểm toán nhà nước": "State Audit Office",
    "ban quản lý khu kinh tế": "Economic Zone Authority",
    "ban quản lý khu công nghiệp": "Industrial Zone Authority",
    "ban quản lý dự án đầu tư xây dựng": "Construction Investment Project Management Unit",
    "ngân sách trung ương": "Central budget",
    "ngân sách địa phương": "Local budget",
    "vốn nước ngoài": "Foreign capital (ODA)",
    "công nghiệp chế biến, chế tạo": "Manufacturing and processing",
    "năng lượng": "Energy",
    "khoáng sản, vật liệu xây dựng": "Minerals, building materials",
    "thương mại, kho bãi, logistics": "Trade, warehousing, logistics",
    "du lịch, dịch vụ lưu trú": "Tourism, accommodation",
    "nông, lâm nghiệp": "Agriculture, forestry",
    "khu đô thị, khu dân cư, nhà ở": "Urban and residential areas, housing",
    "hạ tầng khu, cụm công nghiệp": "Infrastructure of industrial zones and clusters",
    "giáo dục, y tế": "Education, health care",
    "môi trường, cấp nước": "Environment, water supply",
    "giao thông": "Transport",
    "thủy lợi, phòng chống thiên tai": "Irrigation, disaster prevention",
    "văn hóa, thể thao": "Culture, sports",
    "quản lý nhà nước, công nghệ thông tin": "Public administration, information technology",
    "tái định cư, hạ tầng đô thị": "Resettlement, urban infrastructure",
    "đấu thầu lựa chọn nhà đầu tư": "Bidding to select an investor",
    "đấu giá quyền sử dụng đất": "Auction of land use rights",
    "nhà đầu tư đề xuất": "Proposed by an investor",
    "chấp thuận nhà đầu tư": "Investor approval",
    "xã": "commune",
    "phường": "ward",
}
_FOLDED = sorted(
    ((fold(name), words) for name, words in _NAMES.items()), key=lambda pair: -len(pair[0])
)
_WHOLE = 3
"""Words of a name that are enough to know it by its beginning."""


def gloss(name: str) -> str:
    """What a Vietnamese name means in English; empty where it is not known."""
    folded = fold(name)
    for known, words in _FOLDED:
        if folded == known:
            return words
        if len(known.split()) >= _WHOLE and folded.startswith(f"{known} "):
            return words
    return ""


def glossed(name: str) -> str:
    """The name; in English with what it means: "Sở Tài chính (Department of Finance)"."""
    words = gloss(name) if get_language() == "en" else ""
    return f"{name} ({words})" if words else name
