#include "server/tls.h"

#include <gtest/gtest.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <ctime>
#include <fstream>
#include <memory>
#include <utility>

#include "server/kit.h"
#include "server/machine.h"
#include "support/temporary_folder.h"

namespace sandau::testing {
namespace {

const std::vector<std::string> names{"127.0.0.1", "localhost", "may-chu.local"};
constexpr WallTime summer{1'783'000'000'000};
constexpr std::int64_t day_ms = 86'400'000;

/// A client under TLS that trusts exactly the certificate it was given.
class SecureClient {
public:
    SecureClient(const std::string& address, const std::filesystem::path& trusted, int version = 0) {
        context_.reset(SSL_CTX_new(TLS_client_method()));
        SSL_CTX_load_verify_locations(context_.get(), trusted.c_str(), nullptr);
        SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
        if (version != 0) SSL_CTX_set_max_proto_version(context_.get(), version);
        bio_.reset(BIO_new_ssl_connect(context_.get()));
        BIO_get_ssl(bio_.get(), &tls_);
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_), "127.0.0.1");
        BIO_set_conn_hostname(bio_.get(), address.c_str());
        is_connected_ = BIO_do_connect(bio_.get()) == 1 && BIO_do_handshake(bio_.get()) == 1;
        ERR_clear_error();
    }
    bool is_connected() const { return is_connected_; }

    void send(const std::string& text) {
        EXPECT_EQ(BIO_write(bio_.get(), text.data(), static_cast<int>(text.size())),
                  static_cast<int>(text.size()));
    }
    /// Reads until the text is there, or the other side has ended.
    std::string read_until(const std::string& text) {
        std::array<char, 4096> space;
        while (read_.find(text) == std::string::npos) {
            const int got = BIO_read(bio_.get(), space.data(), static_cast<int>(space.size()));
            if (got <= 0) break;
            read_.append(space.data(), static_cast<std::size_t>(got));
        }
        return std::exchange(read_, {});
    }

private:
    struct Free {
        void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
        void operator()(BIO* bio) const { BIO_free_all(bio); }
    };
    std::unique_ptr<SSL_CTX, Free> context_;
    std::unique_ptr<BIO, Free> bio_;
    SSL* tls_ = nullptr;
    bool is_connected_ = false;
    std::string read_;
};

class Tls : public ServerTest {
protected:
    void start_with_certificate() {
        ASSERT_TRUE(server::make_certificate(pem, names,
                                             WallTime{static_cast<std::int64_t>(std::time(nullptr)) * 1000}));
        server::ServerOptions options;
        options.limits = quick();
        options.owner_token = "owner-token";
        options.now = host.clock.source();
        options.tls = server::TlsFiles{pem, pem};
        server_ = std::make_unique<server::Server>(host, std::move(options));
        const auto addresses = server_->start();
        ASSERT_TRUE(addresses);
        address = addresses->front();
    }
    TemporaryFolder folder;
    std::filesystem::path pem = folder / "tls.pem";
};

TEST_F(Tls, ServesPagesOverTlsToWhoTrustsTheCertificate) {
    start_with_certificate();
    SecureClient client(address, pem);
    ASSERT_TRUE(client.is_connected());
    client.send(request_text(address, {"GET", "/api/v1/contest", {}, ""}));
    EXPECT_TRUE(client.read_until("\r\n\r\n").starts_with("HTTP/1.1 200 OK"));
    // A second request on the same connection.
    client.send(request_text(address, {"GET", "/nothing", {}, ""}));
    EXPECT_NE(client.read_until("HTTP/1.1 404").find("HTTP/1.1 404"), std::string::npos);
}

TEST_F(Tls, SpeaksTls12AsWellAndNothingOlder) {
    start_with_certificate();
    EXPECT_TRUE(SecureClient(address, pem, TLS1_2_VERSION).is_connected());
    EXPECT_FALSE(SecureClient(address, pem, TLS1_1_VERSION).is_connected());
}

TEST_F(Tls, StreamsEvents) {
    start_with_certificate();
    SecureClient client(address, pem);
    client.send(request_text(address, {"GET", "/api/v1/events", {}, ""}));
    EXPECT_NE(client.read_until("\n\n").find("event: snapshot"), std::string::npos);
    // Longer than a record of TLS.
    const std::string long_text(40'000, 'x');
    commands::DisplayShow show;
    show.display.id = "wall";
    show.display.message = long_text;
    host.keyboard(show);
    EXPECT_NE(client.read_until(long_text + "\"").find(long_text), std::string::npos);
}

TEST_F(Tls, TakesALongCommandInManyRecords) {
    start_with_certificate();
    SecureClient client(address, pem);
    const std::string body =
        R"({"id":"long-command-1","kind":"display.show","payload":{"display":{"id":"wall","message":")" +
        std::string(100'000, 'y') + R"("}}})";
    client.send(
        request_text(address, {"POST",
                               "/api/v1/commands",
                               {"Authorization: Bearer owner-token", "Content-Type: application/json"},
                               body}));
    const std::string answer = client.read_until("\r\n\r\n");
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
}

TEST_F(Tls, SendsWhoComesWithoutItToHttps) {
    start_with_certificate();
    const HttpAnswer answer = get(address, "/join/123456?a=1");
    EXPECT_EQ(answer.status, 308);
    EXPECT_EQ(answer.header("location"), "https://" + address + "/join/123456?a=1");
}

TEST_F(Tls, LetsTheOwnersProgramsOnThisMachineComeWithoutIt) {
    start_with_certificate();
    EXPECT_EQ(get(address, "/api/v1/seat", {owner}).status, 200);
    EXPECT_EQ(get(address, "/healthz").status, 200);
}

TEST_F(Tls, GivesCookiesThatNeverGoOutWithoutIt) {
    start_with_certificate();
    host.add_user("Lan", {a_grant(Role::Judge)}, "mat khau dai");
    SecureClient client(address, pem);
    client.send(request_text(address, {"POST",
                                       "/api/v1/session",
                                       {"Content-Type: application/json"},
                                       R"({"name":"Lan","password":"mat khau dai"})"}));
    EXPECT_NE(client.read_until("\r\n\r\n").find("; Secure"), std::string::npos);
}

TEST_F(Tls, OutlivesGarbageInTheHandshake) {
    start_with_certificate();
    for (const std::string& garbage : {std::string("\x16\x03\x01\xff\xff garbage"), std::string("\x16"),
                                       std::string("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00", 10)}) {
        RawClient client(address);
        client.send(garbage);
    }
    EXPECT_TRUE(SecureClient(address, pem).is_connected());
}

TEST_F(Tls, StartsWithNoCertificateThatIsNone) {
    std::ofstream(pem) << "no certificate";
    server::ServerOptions options;
    options.now = host.clock.source();
    options.tls = server::TlsFiles{pem, pem};
    const auto started = server::Server(host, std::move(options)).start();
    ASSERT_FALSE(started);
    EXPECT_EQ(started.error().code, "tls.certificate");
}

TEST_F(Tls, RefusesTheKeyOfAnotherCertificate) {
    const auto other = folder / "other.pem";
    ASSERT_TRUE(server::make_certificate(pem, names, summer));
    ASSERT_TRUE(server::make_certificate(other, names, summer));
    const auto loaded = server::TlsContext::load({pem, other});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().code, "tls.key");
}

TEST(OwnCertificate, IsReadByItsOwnerAlone) {
    const TemporaryFolder folder;
    ASSERT_TRUE(server::make_certificate(folder / "tls.pem", names, summer));
    EXPECT_EQ(std::filesystem::status(folder / "tls.pem").permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(OwnCertificate, ServesItsNamesUntilAWeekBeforeItsEnd) {
    const TemporaryFolder folder;
    const auto pem = folder / "tls.pem";
    EXPECT_FALSE(server::certificate_serves(pem, names, summer));
    ASSERT_TRUE(server::make_certificate(pem, names, summer));
    EXPECT_TRUE(server::certificate_serves(pem, names, summer));
    EXPECT_FALSE(server::certificate_serves(pem, {"192.168.1.7"}, summer));
    EXPECT_FALSE(server::certificate_serves(pem, {"other.local"}, summer));
    EXPECT_TRUE(server::certificate_serves(pem, names, WallTime{summer.utc_ms + 388 * day_ms}));
    EXPECT_FALSE(server::certificate_serves(pem, names, WallTime{summer.utc_ms + 390 * day_ms}));
}

TEST(OwnCertificate, HasAFingerprintForPeopleToCompare) {
    const TemporaryFolder folder;
    ASSERT_TRUE(server::make_certificate(folder / "tls.pem", names, summer));
    const std::string fingerprint = server::fingerprint_of(folder / "tls.pem");
    EXPECT_EQ(fingerprint.size(), 32 * 3 - 1U);
    EXPECT_EQ(server::fingerprint_of(folder / "none.pem"), "");
}

TEST(OwnCertificate, IsRefusedWhereNothingCanBeWritten) {
    const auto made = server::make_certificate("/proc/none/tls.pem", names, summer);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, "tls.certificate");
}

TEST(OwnCertificate, KnowsTheNamesOfThisMachine) {
    const auto here = server::names_of_this_machine();
    EXPECT_NE(std::find(here.begin(), here.end(), "localhost"), here.end());
    EXPECT_NE(std::find(here.begin(), here.end(), "127.0.0.1"), here.end());
}

}  // namespace
}  // namespace sandau::testing
