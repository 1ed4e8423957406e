"""Ed25519 (RFC 8032) and X25519 (RFC 7748) with nothing but the standard library.

For a test: not in constant time, so no keys of worth belong in it. A real client takes a library.
"""

import hashlib
import os

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)

# SubjectPublicKeyInfo (RFC 8410) of a key of 32 bytes: all but the key itself.
SPKI_ED25519 = bytes.fromhex("302a300506032b6570032100")
SPKI_X25519 = bytes.fromhex("302a300506032b656e032100")


def _x_of(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * SQRT_M1 % P
    if (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point")
    return P - x if x & 1 != sign else x


_BY = 4 * pow(5, P - 2, P) % P
_BX = _x_of(_BY, 0)
BASE = (_BX, _BY, 1, _BX * _BY % P)


def _add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def _times(n, p):
    sum_ = (0, 1, 1, 0)
    while n:
        if n & 1:
            sum_ = _add(sum_, p)
        p, n = _add(p, p), n >> 1
    return sum_


def _packed(p):
    inverse = pow(p[2], P - 2, P)
    x, y = p[0] * inverse % P, p[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def _unpacked(data):
    number = int.from_bytes(data, "little")
    y, sign = number & (2**255 - 1), number >> 255
    x = _x_of(y, sign)
    return (x, y, 1, x * y % P)


def _hashed(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % L


def _secret(seed):
    digest = hashlib.sha512(seed).digest()
    scalar = int.from_bytes(digest[:32], "little") & (2**254 - 8) | 2**254
    return scalar, digest[32:]


def ed25519_public(seed):
    return _packed(_times(_secret(seed)[0], BASE))


def ed25519_sign(seed, message):
    scalar, prefix = _secret(seed)
    public = ed25519_public(seed)
    r = _hashed(prefix, message)
    first = _packed(_times(r, BASE))
    return first + ((r + _hashed(first, public, message) * scalar) % L).to_bytes(32, "little")


def ed25519_verifies(public, message, signature):
    try:
        first, key = _unpacked(signature[:32]), _unpacked(public)
    except ValueError:
        return False
    s = int.from_bytes(signature[32:], "little")
    right = _add(first, _times(_hashed(signature[:32], public, message), key))
    return s < L and _packed(_times(s, BASE)) == _packed(right)


def x25519(secret, public):
    k = int.from_bytes(secret, "little") & (2**254 - 8) | 2**254
    u = int.from_bytes(public, "little") & (2**255 - 1)
    x2, z2, x3, z3 = 1, 0, u, 1
    for at in reversed(range(255)):
        bit = k >> at & 1
        if bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        e = aa - bb
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
        if bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def x25519_pair():
    secret = os.urandom(32)
    return secret, x25519(secret, (9).to_bytes(32, "little"))
