#include "server/kit.h"

namespace sandau::testing {
namespace {

using HttpTest = ServerTest;

TEST_F(HttpTest, ServesThePagesWithTheirSafetyHeaders) {
    start();
    const HttpAnswer page = get(address, "/");
    EXPECT_EQ(page.status, 200);
    EXPECT_TRUE(page.header("content-type").starts_with("text/html"));
    EXPECT_EQ(page.header("x-content-type-options"), "nosniff");
    EXPECT_TRUE(page.header("date").ends_with(" GMT")) << page.header("date");
    EXPECT_EQ(page.header("content-security-policy").find("unsafe"), std::string::npos);
    for (const char* path : {"/judge", "/join/123456", "/screen/wall"})
        EXPECT_EQ(get(address, path).status, 200) << path;
    EXPECT_EQ(get(address, "/nothing").status, 404);
    EXPECT_EQ(get(address, "/../../etc/passwd").status, 404);
    EXPECT_EQ(get(address, "/%2e%2e/etc/passwd").status, 404);
}

TEST_F(HttpTest, SaysNotModifiedToWhoHasThePage) {
    start();
    const std::string tag = get(address, "/").header("etag");
    ASSERT_FALSE(tag.empty());
    const HttpAnswer again = get(address, "/", {"If-None-Match: " + tag});
    EXPECT_EQ(again.status, 304);
    EXPECT_TRUE(again.body.empty());
}

TEST_F(HttpTest, AnswersHeadWithoutABody) {
    start();
    RawClient client(address);
    client.send(request_text(address, {"HEAD", "/api/v1/contest", {}, ""}));
    const auto answer = client.receive(true);
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_GT(std::stoi(answer->header("content-length")), 0);
    client.send(request_text(address, {"GET", "/api/v1/time", {}, ""}));
    EXPECT_EQ(client.receive()->status, 200);
}

TEST_F(HttpTest, KeepsAConnectionForManyRequestsAlsoWhenTheyComeAtOnce) {
    start();
    RawClient client(address);
    const std::string one = request_text(address, {"GET", "/api/v1/time", {}, ""});
    client.send(one + one + one);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.receive()->status, 200);
    client.send(one);
    EXPECT_EQ(client.receive()->status, 200);
}

TEST_F(HttpTest, ClosesWhereTheClientWantsIt) {
    start();
    RawClient client(address);
    client.send(request_text(address, {"GET", "/api/v1/time", {"Connection: close"}, ""}));
    EXPECT_EQ(client.receive()->status, 200);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(HttpTest, RefusesAForeignHostName) {
    start();
    EXPECT_EQ(get(address, "/api/v1/contest", {"Host: evil.example"}).status, 421);
    RawClient client(address);
    client.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 400);
}

TEST_F(HttpTest, RefusesChangesFromAForeignPage) {
    start();
    EXPECT_EQ(command("score.set", "{}", {owner, "Origin: http://evil.example"}).code(), "http.origin");
    EXPECT_EQ(command("score.set", "{}", {owner, "Sec-Fetch-Site: cross-site"}).code(), "http.origin");
    EXPECT_NE(command("score.set", "{}", {owner, "Origin: http://" + address}).code(), "http.origin");
}

TEST_F(HttpTest, SaysWhichMethodsAnAddressTakes) {
    start();
    const HttpAnswer answer = fetch(address, {"POST", "/api/v1/contest", {}, ""});
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.header("allow"), "GET, HEAD");
    EXPECT_EQ(fetch(address, {"PUT", "/", {}, ""}).status, 405);
    EXPECT_EQ(get(address, "/api/v1/commands").status, 405);
}

TEST_F(HttpTest, RefusesABodyThatIsTooLargeBeforeItComes) {
    start();
    RawClient client(address);
    client.send("POST /api/v1/session HTTP/1.1\r\nHost: " + address +
                "\r\nContent-Length: 100000000\r\n\r\n");
    EXPECT_EQ(client.receive()->status, 413);
}

TEST_F(HttpTest, RefusesAChunkedBodyThatGrowsTooLarge) {
    start();
    RawClient client(address);
    client.send("POST /api/v1/session HTTP/1.1\r\nHost: " + address +
                "\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string chunk = "1000\r\n" + std::string(4096, 'x') + "\r\n";
    for (int i = 0; i < 16 && client.send(chunk); ++i) {
    }
    EXPECT_EQ(client.receive()->status, 413);
}

TEST_F(HttpTest, TakesALargeCommandOnlyFromWhoIsSignedIn) {
    start();
    const std::string body = R"({"id":"large-command","kind":"entry.import","payload":{"source":")" +
                             std::string(100'000, 'x') + R"(","rows":[]}})";
    EXPECT_EQ(post(address, "/api/v1/commands", body).status, 413);
    EXPECT_NE(post(address, "/api/v1/commands", body, {owner}).status, 413);
}

TEST_F(HttpTest, RefusesAHeaderThatIsTooLong) {
    start();
    EXPECT_EQ(get(address, "/", {"X-Long: " + std::string(20'000, 'x')}).status, 431);
}

TEST_F(HttpTest, AnswersNonsenseAndGoesOn) {
    start();
    const std::string nul("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: \0\r\n\r\n", 42);
    for (const std::string& nonsense :
         {std::string("\r\n\r\nhello\r\n\r\n"), std::string("GET\r\n\r\n"),
          std::string(3000, '\xff') + "\r\n\r\n",
          std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"), nul,
          std::string("GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
          std::string("POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n"),
          std::string("POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: "
                      "5\r\nTransfer-Encoding: chunked\r\n\r\nhello")}) {
        RawClient client(address);
        client.send(nonsense);
        const auto answer = client.receive();
        EXPECT_TRUE(!answer || answer->status >= 400) << nonsense;
    }
    EXPECT_EQ(get(address, "/api/v1/time").status, 200);
}

TEST_F(HttpTest, CutsOffWhoSendsAHeaderTooSlowly) {
    server::ServerLimits limits = quick();
    limits.header_ms = 100;
    start(limits);
    RawClient silent(address);
    EXPECT_TRUE(silent.is_closed());
    RawClient slow(address);
    slow.send("GET / HTTP/1.1\r\nHost: ");
    EXPECT_EQ(slow.receive()->status, 408);
    EXPECT_TRUE(slow.is_closed());
}

TEST_F(HttpTest, CutsOffWhoSendsABodyTooSlowly) {
    server::ServerLimits limits = quick();
    limits.body_ms = 100;
    start(limits);
    RawClient slow(address);
    slow.send("POST /api/v1/session HTTP/1.1\r\nHost: " + address + "\r\nContent-Length: 10\r\n\r\n{");
    EXPECT_EQ(slow.receive()->status, 408);
    EXPECT_TRUE(slow.is_closed());
}

TEST_F(HttpTest, ClosesAConnectionThatIsNotUsed) {
    server::ServerLimits limits = quick();
    limits.idle_ms = 100;
    start(limits);
    RawClient client(address);
    client.send(request_text(address, {"GET", "/api/v1/time", {}, ""}));
    EXPECT_EQ(client.receive()->status, 200);
    EXPECT_TRUE(client.is_closed());
}

TEST_F(HttpTest, SaysSoWhenThereAreTooManyConnections) {
    server::ServerLimits limits = quick();
    limits.connections = 3;
    start(limits);
    std::vector<RawClient> open;
    for (int i = 0; i < 3; ++i) {
        open.emplace_back(address);
        open.back().send(request_text(address, {"GET", "/api/v1/time", {}, ""}));
        EXPECT_EQ(open.back().receive()->status, 200);
    }
    RawClient one_more(address);
    EXPECT_EQ(one_more.receive()->status, 503);
    open[0].send(request_text(address, {"GET", "/api/v1/time", {}, ""}));
    EXPECT_EQ(open[0].receive()->status, 200);
}

TEST_F(HttpTest, TellsItsHealthAndItsCounters) {
    start();
    EXPECT_EQ(text_at(get(address, "/healthz").json(), {"status"}), "ok");
    const std::string metrics = get(address, "/metrics").body;
    EXPECT_NE(metrics.find("sandau_responses_total{status=\"200\"} 1"), std::string::npos) << metrics;
}

TEST_F(HttpTest, DescribesItself) {
    start();
    const Json description = get(address, "/api/v1/openapi.json").json();
    ASSERT_NE(description.find("paths"), nullptr);
    // Of a path with a name in braces there is none by that name.
    for (const auto& [path, methods] : *description.find("paths")->as_object())
        EXPECT_TRUE(methods.find("get") == nullptr || path == "/api/v1/events" || path == "/api/v1/journal" ||
                    path.find('{') != std::string::npos || get(address, path).status != 404)
            << path;
}

TEST_F(HttpTest, RefusesAnAddressThatItCannotHave) {
    start();
    server::ServerOptions options;
    options.now = host.clock.source();
    options.listen = {address};
    EXPECT_EQ(server::Server(host, options).start().error().code, "server.port_taken");
    options.listen = {"nonsense"};
    EXPECT_EQ(server::Server(host, options).start().error().code, "server.address");
    options.listen = {"127.0.0.1:0", "[::1]:0"};
    EXPECT_EQ(server::Server(host, options).start()->size(), 2u);
}

}  // namespace
}  // namespace sandau::testing
