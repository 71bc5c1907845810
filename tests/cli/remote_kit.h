#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <string>

#include "cli/remote_host.h"
#include "scoring/command_payloads.h"
#include "server/http_client.h"

namespace sandau::cli_test {

/// Waits until it holds, at most thirty seconds. Whether it did.
inline bool until(const std::function<bool()>& holds) {
    // Nothing tells of a link that was lost: it is looked at again and again.
    std::mutex mutex;
    std::condition_variable nobody;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (std::unique_lock lock(mutex); std::chrono::steady_clock::now() < end;) {
        if (holds()) return true;
        nobody.wait_for(lock, std::chrono::milliseconds(5));
    }
    return holds();
}

/// The seat of a user who signs in by name and password.
inline cli::RemoteSeat seat_of(const std::string& address, const std::string& name,
                               const std::string& password) {
    const testing::HttpAnswer answer = testing::post(
        address, "/api/v1/session", R"({"name":")" + name + R"(","password":")" + password + "\"}");
    const std::string cookie = answer.header("set-cookie");
    return {cli::parse_host_address(address).value(), {}, cookie.substr(0, cookie.find(';'))};
}

template <class Payload>
std::future<Result<Answer>> submit(Host& host, const Payload& payload,
                                   const CommandId& id = CommandId("a-command-of-a-test")) {
    const auto promise = std::make_shared<std::promise<Result<Answer>>>();
    host.submit(command_of(id, keyboard_actor, payload), Lane::People,
                [promise](const Result<Answer>& answer) { promise->set_value(answer); });
    return promise->get_future();
}

inline commands::EntryAdd a_team(const std::string& name) {
    commands::EntryAdd add;
    add.row.name = name;
    add.row.division = DivisionId("A");
    return add;
}

inline int entries_called(const Host& host, const std::string& name) {
    int count = 0;
    const SnapshotPtr snapshot = host.snapshot();
    for (const Entry& entry : snapshot->contest->table<Entry>()) count += entry.name == name ? 1 : 0;
    return count;
}

}  // namespace sandau::cli_test
