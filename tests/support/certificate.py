"""A certificate of our own in a PKCS#12 file, to sign reports with in tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

SIGNER = "Sở Tài chính minh họa"
PASSPHRASE = "mat-khau"


def written(folder: Path) -> Path:
    """Make a key; its PKCS#12 file, with the certificate beside it as co-quan.pem."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    made = _certificate(key)
    file = folder / "co-quan.p12"
    file.write_bytes(
        pkcs12.serialize_key_and_certificates(
            b"x", key, made, None, serialization.BestAvailableEncryption(PASSPHRASE.encode())
        )
    )
    (folder / "co-quan.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return file


def _certificate(key: rsa.RSAPrivateKey) -> x509.Certificate:
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, SIGNER),
        ]
    )
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(
                digital_signature=True,
                content_commitment=True,
                key_encipherment=False,
                data_encipherment=False,
                key_agreement=False,
                key_cert_sign=True,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(key, hashes.SHA256())
    )
