// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/Sha256.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace cyclo {

std::string sha256Hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr) != 1)
        throw std::runtime_error("the cryptography library offers no SHA-256");
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        constexpr char kDigits[] = "0123456789abcdef";
        hex += kDigits[digest[i] >> 4];
        hex += kDigits[digest[i] & 15];
    }
    return hex;
}

} // namespace cyclo
