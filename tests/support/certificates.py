"""Invented certificates: their texts, and the same printed as PDF in several layouts."""

from __future__ import annotations

from html import escape

from weasyprint import HTML

FIRST = """ỦY BAN NHÂN DÂN TỈNH MẪU
SỞ TÀI CHÍNH
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
GIẤY CHỨNG NHẬN ĐĂNG KÝ ĐẦU TƯ
Mã số dự án: 8472650193
Chứng nhận lần đầu: ngày 28 tháng 4 năm 2023
Căn cứ Luật Đầu tư ngày 17 tháng 6 năm 2020;
Nhà đầu tư: CÔNG TY TNHH BẮC Á MINH HỌA; Giấy chứng nhận đăng ký doanh nghiệp số 0100109106
Điều 1: Nội dung dự án đầu tư
1. Tên dự án đầu tư: NHÀ MÁY CHẾ BIẾN HỒI NÀ LẦM
2. Mục tiêu dự án:
- Sản xuất tinh dầu hồi;
- Chiết xuất hương liệu.
3. Quy mô dự án: công suất 1.200 tấn sản phẩm/năm.
4. Địa điểm thực hiện dự án: Lô B2, Cụm công nghiệp Nà Lầm, xã Mẫu Sơn.
5. Diện tích mặt đất sử dụng: 42.600 m2.
6. Tổng vốn đầu tư của dự án: 1.250.000.000.000 (Một nghìn hai trăm năm mươi tỷ) đồng, tương đương 50.000.000 (Năm mươi triệu) đô la Mỹ.
Trong đó, vốn góp để thực hiện dự án là: 250.000.000.000 (Hai trăm năm mươi tỷ) đồng, chiếm 20% tổng vốn đầu tư.
- Vốn huy động: 1.000.000.000.000 đồng.
7. Thời hạn hoạt động của dự án: 50 (năm mươi) năm, kể từ ngày được cấp.
8. Tiến độ thực hiện dự án đầu tư:
- Khởi công xây dựng: Quý II/2024;
- Hoàn thành xây dựng: tháng 12/2025;
- Đưa dự án vào hoạt động: 31/3/2026.
- Chạy thử: sau 3 tháng kể từ khi hoàn thành.
Điều 2: Nhà đầu tư thực hiện: theo quy định từ ngày 01/01/2030.
"""

CHANGED = """BAN QUẢN LÝ KHU KINH TẾ CỬA KHẨU MẪU SƠN
GIẤY CHỨNG NHẬN ĐĂNG KÝ ĐẦU TƯ
Mã số dự án: 1029384756
Chứng nhận lần đầu ngày 05/6/2019
Chứng nhận thay đổi lần thứ nhất: ngày 12 tháng 9 năm 2021
Chứng nhận thay đổi lần thứ 2: ngày 03 tháng 02 năm 2026
1. Tên nhà đầu tư: Công ty Cổ phần Kho vận Đông Bắc
Mã số doanh nghiệp: 4900123450
2. Tên dự án: Kho ngoại quan Bản Chu
3. Địa điểm: xã Đồng Mẫu
4. Diện tích đất sử dụng: 12,5 ha
5. Tổng vốn đầu tư: 320,5 tỷ đồng
- Vốn góp: 96,15 tỷ đồng
6. Thời hạn hoạt động: 30 năm
7. Tiến độ thực hiện dự án: từ quý I/2026 đến quý IV/2027
"""

DECISION = """ỦY BAN NHÂN DÂN TỈNH MẪU
Số: 1644/QĐ-UBND
Mẫu Sơn, ngày 15 tháng 8 năm 2023
QUYẾT ĐỊNH
CHẤP THUẬN CHỦ TRƯƠNG ĐẦU TƯ
1. Tên dự án: Khu du lịch sinh thái hồ Phai Lừa
2. Quy mô diện tích: khoảng 86 ha
3. Tổng vốn đầu tư: 1.250 tỷ đồng
"""

LAYOUTS = {
    "plain": "body{font-size:13pt}",
    "narrow": "body{font-size:14pt;width:9cm}",
    "two pages": "body{font-size:20pt;line-height:1.8}",
}


def printed(text: str, layout: str = "plain") -> bytes:
    """The text as a PDF with a text layer."""
    lines = "".join(f"<p>{escape(line)}</p>" for line in text.splitlines())
    style = f"@page{{size:A4;margin:2cm}}p{{margin:2pt 0}}{LAYOUTS[layout]}"
    found: bytes = HTML(string=f"<style>{style}</style><body>{lines}").write_pdf()
    return found
