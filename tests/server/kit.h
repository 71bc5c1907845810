#pragma once

#include <gtest/gtest.h>

#include "server/http_client.h"
#include "server/memory_host.h"
#include "server/server.h"

namespace sandau::testing {

/// A server on loopback over a host without a file.
class ServerTest : public ::testing::Test {
protected:
    void start(server::ServerLimits limits = quick()) {
        server::ServerOptions options;
        options.limits = limits;
        options.owner_token = "owner-token";
        options.session_key = "session key";
        options.now = host.clock.source();
        options.journal = journal;
        server_ = std::make_unique<server::Server>(host, std::move(options));
        const auto addresses = server_->start();
        ASSERT_TRUE(addresses);
        address = addresses->front();
    }
    void restart() {
        server_.reset();
        start();
    }
    /// No tick comes in between unless a test wants one.
    static server::ServerLimits quick() {
        server::ServerLimits limits;
        limits.tick_ms = 3'600'000;
        return limits;
    }

    HttpAnswer command(const std::string& kind, const std::string& payload, std::vector<std::string> headers,
                       const std::string& more = "") {
        const std::string id = "test-command-" + std::to_string(++commands_);
        return post(address, "/api/v1/commands",
                    R"({"id":")" + id + R"(","kind":")" + kind + R"(","payload":)" + payload + more + "}",
                    std::move(headers));
    }
    /// The Cookie header of a user who signs in.
    std::string sign_in(const std::string& name, const std::string& password) {
        const HttpAnswer answer =
            post(address, "/api/v1/session", R"({"name":")" + name + R"(","password":")" + password + "\"}");
        EXPECT_EQ(answer.status, 200) << answer.body;
        return cookie_from(answer);
    }
    static std::string cookie_from(const HttpAnswer& answer) {
        const std::string cookie = answer.header("set-cookie");
        return "Cookie: " + cookie.substr(0, cookie.find(';'));
    }
    static inline const std::string owner = "Authorization: Bearer owner-token";

    MemoryHost host;
    std::string address;
    server::JournalDoor journal;
    std::unique_ptr<server::Server> server_;

private:
    int commands_ = 0;
};

/// A member's text inside JSON, by its path; empty where there is none.
inline std::string text_at(const Json& json, std::initializer_list<std::string_view> path) {
    const Json* at = &json;
    for (const std::string_view step : path) {
        at = at->find(step);
        if (at == nullptr) return {};
    }
    if (at->as_string() != nullptr) return *at->as_string();
    return at->is_null() ? std::string() : write_json(*at);
}

inline Json items(std::initializer_list<Json::Member> members) {
    return Json(Json::Object(members));
}

}  // namespace sandau::testing
