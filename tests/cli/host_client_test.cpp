// The client of a joined station before hosts that are none, or mean ill.
#include "cli/host_client.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <ctime>
#include <functional>
#include <future>
#include <thread>

#include "server/kit.h"
#include "server/tls.h"
#include "support/temporary_folder.h"

namespace sandau::cli_test {
namespace {

using boost::asio::ip::tcp;
using boost::system::error_code;
using cli::HostClient;
using cli::HostRequest;

/// Takes one connection after another, reads one request from each and says what it is told to.
class Impostor {
public:
    using Speak = std::function<void(tcp::socket&)>;
    explicit Impostor(Speak speak)
        : acceptor_(io_, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0)),
          thread_([this, speak = std::move(speak)] {
              for (;;) {
                  error_code error;
                  tcp::socket socket(io_);
                  acceptor_.accept(socket, error);
                  if (error || is_over_) return;
                  std::string request;
                  boost::asio::read_until(socket, boost::asio::dynamic_buffer(request), "\r\n\r\n", error);
                  speak(socket);
              }
          }) {}
    ~Impostor() {
        is_over_ = true;
        error_code ignored;
        tcp::socket last(io_);
        last.connect(acceptor_.local_endpoint(), ignored);
        thread_.join();
    }
    cli::HostAddress address() const {
        return {false, "127.0.0.1", std::to_string(acceptor_.local_endpoint().port())};
    }

private:
    boost::asio::io_context io_;
    tcp::acceptor acceptor_;
    std::atomic<bool> is_over_ = false;
    std::thread thread_;
};

Impostor::Speak says(std::string text) {
    return [text](tcp::socket& socket) {
        error_code ignored;
        boost::asio::write(socket, boost::asio::buffer(text), ignored);
    };
}

HostRequest question() {
    HostRequest request;
    request.path = "/api/v1/time";
    request.time_max = std::chrono::milliseconds(5'000);
    request.bytes_max = 100'000;
    return request;
}

TEST(HostAddress, IsReadAsPeopleTypeIt) {
    const auto text = [](const char* typed) { return cli::parse_host_address(typed)->text(); };
    EXPECT_EQ(text("192.168.1.20"), "http://192.168.1.20:8080");
    EXPECT_EQ(text(" http://192.168.1.20:8080/ "), "http://192.168.1.20:8080");
    EXPECT_EQ(text("https://may-chu.local:443"), "https://may-chu.local:443");
    EXPECT_EQ(text("[fe80::1%eth0]:80"), "http://[fe80::1%eth0]:80");
    for (const char* wrong : {"", "http://", "ftp://a", "a:0", "a:70000", "a:b", "[::1", "a b", "a\r\nX: 1",
                              "http://a/b", "a:80:80", "http://nguoi@may"})
        EXPECT_EQ(cli::parse_host_address(wrong).error().code, "remote.address") << wrong;
}

TEST(HostClient, SaysThatNobodyIsThere) {
    cli::HostAddress address;
    {
        const Impostor gone(says(""));
        address = gone.address();
    }
    EXPECT_EQ(HostClient(address).ask(question()).error().code, "remote.unreachable");
}

TEST(HostClient, RefusesWhatIsNoHttp) {
    for (const char* text : {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "\x16\x03\x01 nonsense",
                             "HTTP/9.9 200 OK\r\n\r\n", "HTTP/1.1 abc\r\n\r\n"}) {
        const Impostor impostor(says(text));
        EXPECT_EQ(HostClient(impostor.address()).ask(question()).error().code, "remote.answer") << text;
    }
}

TEST(HostClient, DoesNotTakeMoreThanItAskedFor) {
    const Impostor promised(says("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nabc"));
    EXPECT_EQ(HostClient(promised.address()).ask(question()).error().code, "remote.answer");
    // One that goes on and on, in the length of its chunks or of its header.
    const auto endless = [](std::string begin, std::string again) {
        return [begin, again](tcp::socket& socket) {
            error_code error;
            boost::asio::write(socket, boost::asio::buffer(begin), error);
            while (!error) boost::asio::write(socket, boost::asio::buffer(again), error);
        };
    };
    const Impostor chunked(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                                   "1000\r\n" + std::string(4096, 'x') + "\r\n"));
    EXPECT_EQ(HostClient(chunked.address()).ask(question()).error().code, "remote.answer");
    const Impostor header(endless("HTTP/1.1 200 OK\r\n", "X: " + std::string(4000, 'x') + "\r\n"));
    EXPECT_EQ(HostClient(header.address()).ask(question()).error().code, "remote.answer");
}

TEST(HostClient, DoesNotWaitLongerThanItsTimeForOneThatDrips) {
    std::atomic<bool> enough = false;
    const Impostor slow([&](tcp::socket& socket) {
        error_code error;
        // As fast as the other side takes it, and never done: only the clock ends it.
        boost::asio::write(socket, boost::asio::buffer(std::string("HTTP/1.1 200 OK\r\n\r\n")), error);
        while (!error && !enough) {
            boost::asio::write(socket, boost::asio::buffer(std::string("x")), error);
            std::this_thread::yield();
        }
    });
    HostRequest request = question();
    request.time_max = std::chrono::milliseconds(200);
    request.bytes_max = std::size_t{1} << 40;
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_FALSE(HostClient(slow.address()).ask(request));
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
    enough = true;
}

TEST(HostClient, EndsWhenItIsCancelled) {
    std::promise<void> asked;
    const Impostor silent([&](tcp::socket& socket) {
        asked.set_value();
        error_code error;
        std::array<char, 1> space{};
        socket.read_some(boost::asio::buffer(space), error);  // until the other side closes
    });
    HostRequest request = question();
    request.time_max = std::chrono::minutes(10);
    HostClient client(silent.address());
    std::thread canceller([&] {
        asked.get_future().wait();
        client.cancel();
    });
    EXPECT_EQ(client.ask(request).error().code, "remote.unreachable");
    EXPECT_EQ(client.ask(request).error().code, "remote.unreachable");
    canceller.join();
}

class SecureHost : public testing::ServerTest {
protected:
    void start_with_certificate(const std::filesystem::path& pem) {
        const WallTime now{static_cast<std::int64_t>(std::time(nullptr)) * 1000};
        ASSERT_TRUE(server::make_certificate(pem, {"127.0.0.1"}, now));
        server::ServerOptions options;
        options.limits = quick();
        options.now = host.clock.source();
        options.tls = server::TlsFiles{pem, pem};
        server_ = std::make_unique<server::Server>(host, std::move(options));
        address = server_->start()->front();
    }
    cli::HostAddress secure_address() const { return cli::parse_host_address("https://" + address).value(); }
    testing::TemporaryFolder folder;
};

TEST_F(SecureHost, IsAskedOnceItsCertificateIsTheOneThatWasCompared) {
    start_with_certificate(folder / "a.pem");
    const Result<std::string> learnt = HostClient(secure_address()).learn_fingerprint();
    ASSERT_TRUE(learnt) << learnt.error().code;
    EXPECT_EQ(*learnt, server::fingerprint_of(folder / "a.pem"));
    HostClient client(secure_address(), *learnt);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(client.ask(question())->status, 200);
}

TEST_F(SecureHost, IsAskedNothingWhenItShowsAnotherCertificate) {
    start_with_certificate(folder / "a.pem");
    const std::string first = server::fingerprint_of(folder / "a.pem");
    start_with_certificate(folder / "b.pem");
    EXPECT_EQ(HostClient(secure_address(), first).ask(question()).error().code, "remote.certificate");
    EXPECT_EQ(HostClient(secure_address()).ask(question()).error().code, "remote.certificate");
}

}  // namespace
}  // namespace sandau::cli_test
