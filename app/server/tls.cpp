#include "server/tls.h"

#include <fmt/format.h>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

namespace sandau::server {

namespace {

constexpr std::int64_t day_s = 24 * 3600;
constexpr std::int64_t good_for_s = 397 * day_s;  // browsers take none that is longer
constexpr std::int64_t renewed_before_s = 7 * day_s;

template <auto Free>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        Free(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using File = std::unique_ptr<std::FILE, Freed<std::fclose>>;

std::string last_error() {
    const unsigned long error = ERR_get_error();
    ERR_clear_error();
    const char* reason = error != 0 ? ERR_reason_error_string(error) : nullptr;
    return reason != nullptr ? reason : "OpenSSL";
}

tl::unexpected<Refusal> refused(const char* code, const std::filesystem::path& path, std::string why) {
    return refuse(code, {{"path", path.string()}, {"why", std::move(why)}});
}

bool is_address(const std::string& name) {
    ASN1_OCTET_STRING* octets = a2i_IPADDRESS(name.c_str());
    const bool is = octets != nullptr;
    ASN1_OCTET_STRING_free(octets);
    ERR_clear_error();
    return is;
}

Certificate read_certificate(const std::filesystem::path& path) {
    const File file(std::fopen(path.c_str(), "rb"));
    Certificate certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
    ERR_clear_error();
    return certificate;
}

bool add_extension(X509& certificate, int which, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, &certificate, &certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, which, value.c_str());
    const bool added = extension != nullptr && X509_add_ext(&certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return added;
}

Certificate certificate_for(EVP_PKEY& key, const std::vector<std::string>& names, WallTime now) {
    Certificate made(X509_new());
    if (!made) return nullptr;
    std::array<unsigned char, 16> serial{};
    if (RAND_bytes(serial.data(), static_cast<int>(serial.size())) != 1) return nullptr;
    serial[0] &= 0x7f;
    BIGNUM* number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
    BN_to_ASN1_INTEGER(number, X509_get_serialNumber(made.get()));
    BN_free(number);
    X509_set_version(made.get(), X509_VERSION_3);
    const std::time_t from = now.utc_ms / 1000 - day_s;  // a tablet's clock may be behind
    ASN1_TIME_set(X509_getm_notBefore(made.get()), from);
    ASN1_TIME_set(X509_getm_notAfter(made.get()), from + good_for_s);
    X509_set_pubkey(made.get(), &key);
    X509_NAME* name = X509_get_subject_name(made.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>("Sandau"),
                               -1, -1, 0);
    X509_set_issuer_name(made.get(), name);
    std::string all;
    for (const std::string& one : names)
        all += fmt::format("{}{}:{}", all.empty() ? "" : ",", is_address(one) ? "IP" : "DNS", one);
    if (!add_extension(*made, NID_basic_constraints, "critical,CA:FALSE") ||
        !add_extension(*made, NID_key_usage, "critical,digitalSignature") ||
        !add_extension(*made, NID_ext_key_usage, "serverAuth") ||
        !add_extension(*made, NID_subject_alt_name, all) || X509_sign(made.get(), &key, EVP_sha256()) == 0)
        return nullptr;
    return made;
}

}  // namespace

Result<TlsContext> TlsContext::load(const TlsFiles& files) {
    ERR_clear_error();
    const std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    CHECK(context != nullptr, "no memory for TLS");
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                        SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                           SSL_OP_IGNORE_UNEXPECTED_EOF);
    static constexpr unsigned char http1[] = "\x08http/1.1";
    SSL_CTX_set_alpn_select_cb(
        context.get(),
        [](SSL*, const unsigned char** out, unsigned char* length, const unsigned char* in,
           unsigned in_length, void*) {
            unsigned char* chosen = nullptr;
            if (SSL_select_next_proto(&chosen, length, http1, sizeof http1 - 1, in, in_length) !=
                OPENSSL_NPN_NEGOTIATED)
                return SSL_TLSEXT_ERR_NOACK;
            *out = chosen;
            return SSL_TLSEXT_ERR_OK;
        },
        nullptr);
    if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1)
        return refused("tls.certificate", files.certificate, last_error());
    if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
        SSL_CTX_check_private_key(context.get()) != 1)
        return refused("tls.key", files.key, last_error());
    return TlsContext(context);
}

Result<void> make_certificate(const std::filesystem::path& path, const std::vector<std::string>& names,
                              WallTime now) {
    ERR_clear_error();
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = key ? certificate_for(*key, names, now) : nullptr;
    if (!certificate) return refused("tls.certificate", path, last_error());
    // Under another name first: half a key is none, and the one that is there stays until this one is whole.
    const std::filesystem::path fresh = path.string() + ".new";
    const File file(std::fopen(fresh.c_str(), "wb"));
    std::error_code failed;
    std::filesystem::permissions(
        fresh, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, failed);
    const bool written =
        file && !failed &&
        PEM_write_PrivateKey(file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1 &&
        PEM_write_X509(file.get(), certificate.get()) == 1 && std::fflush(file.get()) == 0;
    if (written) std::filesystem::rename(fresh, path, failed);
    if (written && !failed) return {};
    const std::string why = failed ? failed.message() : std::generic_category().message(errno);
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    return refused("tls.certificate", path, why);
}

bool certificate_serves(const std::filesystem::path& path, const std::vector<std::string>& names,
                        WallTime now) {
    const Certificate certificate = read_certificate(path);
    if (!certificate) return false;
    std::time_t until = now.utc_ms / 1000 + renewed_before_s;
    if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &until) <= 0) return false;
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) {
        return is_address(name)
                   ? X509_check_ip_asc(certificate.get(), name.c_str(), 0) == 1
                   : X509_check_host(certificate.get(), name.c_str(), name.size(), 0, nullptr) == 1;
    });
}

std::string fingerprint_of(const std::filesystem::path& path) {
    const Certificate certificate = read_certificate(path);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &length) != 1) return {};
    std::string text;
    for (unsigned i = 0; i < length; ++i) text += fmt::format("{}{:02X}", i > 0 ? ":" : "", digest[i]);
    return text;
}

}  // namespace sandau::server
