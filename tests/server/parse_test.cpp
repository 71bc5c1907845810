#include "server/parse.h"

#include <gtest/gtest.h>

namespace sandau::server {
namespace {

TEST(Query, ReadsPairsAndEscapes) {
    const auto query = parse_query("stage=final&division=A%2FB&name=%C4%90%E1%BB%99i+1");
    EXPECT_EQ(query.at("stage"), "final");
    EXPECT_EQ(query.at("division"), "A/B");
    EXPECT_EQ(query.at("name"), "Đội 1");
}

TEST(Query, LeavesOutWhatIsBroken) {
    EXPECT_TRUE(parse_query("a=%4&b=%zz&=c&&&").empty());
    EXPECT_EQ(parse_query("a=1&a=2").at("a"), "1");
}

TEST(Query, TakesSoManyPairsAndNoMore) {
    std::string query;
    for (int i = 0; i < 1000; ++i) query += "k" + std::to_string(i) + "=1&";
    EXPECT_EQ(parse_query(query).size(), 32u);
}

TEST(PercentEncoding, ComesBackTheSame) {
    const std::string text = "final/A 100% Đội?#\"<b>";
    EXPECT_EQ(percent_decode(percent_encode(text)), text);
    EXPECT_EQ(percent_encode("a/b"), "a%2Fb");
}

TEST(Cookie, IsFoundByItsWholeName) {
    EXPECT_EQ(cookie_value("a=1; sandau=token; b=2", "sandau"), "token");
    EXPECT_EQ(cookie_value("xsandau=no", "sandau"), "");
    EXPECT_EQ(cookie_value("", "sandau"), "");
    EXPECT_EQ(cookie_value("sandau", "sandau"), "");
}

TEST(Etag, MatchesAnyOfAList) {
    EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
    EXPECT_TRUE(etag_matches("*", "\"b\""));
    EXPECT_FALSE(etag_matches("\"bb\"", "\"b\""));
    EXPECT_FALSE(etag_matches("", "\"b\""));
}

TEST(AcceptEncoding, TakesGzipUnlessItIsRefused) {
    EXPECT_TRUE(accepts_gzip("br, gzip;q=0.8"));
    EXPECT_FALSE(accepts_gzip("gzip;q=0"));
    EXPECT_FALSE(accepts_gzip("deflate"));
}

TEST(HostHeader, IsOursByAddressOrKnownName) {
    const std::vector<std::string> names{"robocon.local"};
    for (const char* ours :
         {"127.0.0.1:8080", "192.168.1.20", "localhost:80", "LOCALHOST", "[::1]:8080", "robocon.local:8080"})
        EXPECT_TRUE(host_is_ours(ours, names)) << ours;
    for (const char* foreign : {"", "evil.example", "robocon.local.evil.example", "127.0.0.1.evil.example",
                                "localhost:80@evil", "1.2.3", "[::1]x"})
        EXPECT_FALSE(host_is_ours(foreign, names)) << foreign;
}

TEST(Origin, IsOursWhereItIsTheHostThatWasCalled) {
    EXPECT_TRUE(origin_is_ours("http://192.168.1.20:8080", "192.168.1.20:8080"));
    EXPECT_FALSE(origin_is_ours("http://evil.example", "192.168.1.20:8080"));
    EXPECT_FALSE(origin_is_ours("null", "192.168.1.20:8080"));
}

TEST(EventIds, AreEpochAndNumber) {
    EXPECT_EQ(parse_event_id("E-1.2-ab.17")->epoch, "E-1.2-ab");
    EXPECT_EQ(parse_event_id("E.17")->seq, 17);
    for (const char* bad : {"", "17", "E.", "E.-1", "E.1x", "E.99999999999999999999"})
        EXPECT_FALSE(parse_event_id(bad)) << bad;
}

TEST(SocketAddresses, AreAddressAndPort) {
    EXPECT_EQ(parse_socket_address("127.0.0.1:80")->port, 80);
    EXPECT_EQ(parse_socket_address("[::1]:80")->host, "::1");
    for (const char* bad : {"", ":80", "127.0.0.1", "::1:80", "127.0.0.1:x", "127.0.0.1:70000"})
        EXPECT_FALSE(parse_socket_address(bad)) << bad;
}

TEST(CommandReader, TakesACommand) {
    const Result<Command> command = read_command(
        R"({"id":"0f8fad5b-d9cb-469f-a165-70867728950e","kind":"score.set","expect":{"sheet:x":12},"payload":{"sheet":"x"}})");
    ASSERT_TRUE(command);
    EXPECT_EQ(command->kind, "score.set");
    EXPECT_EQ(command->expect.at("sheet:x"), 12);
    EXPECT_TRUE(command->actor.empty());
}

TEST(CommandReader, RefusesWithTheCodeAndThePlace) {
    const auto code = [](std::string_view body) { return read_command(body).error().code; };
    EXPECT_EQ(code("{"), "json.syntax");
    EXPECT_EQ(code("[]"), "record.type");
    EXPECT_EQ(code(R"({"id":"short","kind":"a.b"})"), "command.id_form");
    EXPECT_EQ(code(R"({"id":"0f8fad5b/../x","kind":"a.b"})"), "command.id_form");
    EXPECT_EQ(code(R"({"id":"0f8fad5b-1","kind":"A;B"})"), "command.kind_form");
    EXPECT_EQ(code(R"({"id":"0f8fad5b-1","kind":"a.b","payload":[]})"), "record.type");
    EXPECT_EQ(code(R"({"id":"0f8fad5b-1","kind":"a.b","actor":"keyboard"})"), "record.unknown_key");
    EXPECT_EQ(code(R"({"id":"0f8fad5b-1","id":"0f8fad5b-2","kind":"a.b"})"), "json.repeated_key");
    EXPECT_EQ(code(R"({"id":"0f8fad5b-1","kind":"a.b","expect":{"x":1.5}})"), "record.type");
}

TEST(CommandReader, RefusesWhatIsNestedTooDeep) {
    std::string body = R"({"id":"0f8fad5b-1","kind":"a.b","payload":{"x":)" + std::string(10'000, '[');
    EXPECT_FALSE(read_command(body));
}

TEST(SignInReader, TakesOneWayOrTheOther) {
    EXPECT_EQ(read_sign_in(R"({"code":"123456"})")->code, "123456");
    EXPECT_EQ(read_sign_in(R"({"name":"Lan","password":"x"})")->name, "Lan");
    EXPECT_EQ(read_sign_in(R"({"name":"Lan"})").error().code, "sign_in.form");
    EXPECT_EQ(read_sign_in(R"({"name":"Lan","password":"x","code":"1"})").error().code, "sign_in.form");
    EXPECT_EQ(read_sign_in(R"({"name":"Lan","password":")" + std::string(2000, 'x') + "\"}").error().code,
              "sign_in.form");
}

}  // namespace
}  // namespace sandau::server
