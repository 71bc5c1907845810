#include "db/personal.h"

#include <sodium.h>

#include <array>

#include "db/digest.h"

namespace sandau::db {

namespace {

constexpr std::size_t salt_bytes = 32;
/// More than any sheet has persons. Salts of refused commands pile up until the next entry is written.
constexpr std::size_t open_seals_max = 200'000;

struct StoredPersonal {
    std::string hash;
    std::string salt;
    Personal data;
};

StoredPersonal read_stored_personal(const Statement& row) {
    StoredPersonal stored;
    stored.hash = row.text(0);
    stored.salt = row.text(1);
    stored.data.person.text = row.text(2);
    stored.data.birth = row.text(3);
    stored.data.phone = row.text(4);
    stored.data.email = row.text(5);
    stored.data.address = row.text(6);
    return stored;
}

}  // namespace

std::string personal_hash(const Personal& personal, const std::string& salt) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, reinterpret_cast<const unsigned char*>(salt.data()), salt.size());
    for (const std::string* field :
         {&personal.person.text, &personal.birth, &personal.phone, &personal.email, &personal.address}) {
        // Each behind its length: no two different records feed it the same bytes.
        const std::string length = std::to_string(field->size()) + ':';
        crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(length.data()),
                                      length.size());
        crypto_auth_hmacsha256_update(&state, reinterpret_cast<const unsigned char*>(field->data()),
                                      field->size());
    }
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> hash{};
    crypto_auth_hmacsha256_final(&state, hash.data());
    std::string hex(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
}

std::string Seals::seal(Connection& connection, const Personal& personal) {
    std::string hash;
    connection.each(
        "SELECT hash, salt, person, birth, phone, email, address FROM personal WHERE person = ?",
        [&](const Statement& row) {
            StoredPersonal stored = read_stored_personal(row);
            if (stored.data == personal) hash = std::move(stored.hash);
        },
        personal.person);
    if (!hash.empty()) return hash;
    if (salts_.size() >= open_seals_max) salts_.clear();
    std::string salt = random_hex(salt_bytes);
    hash = personal_hash(personal, salt);
    salts_[hash] = std::move(salt);
    return hash;
}

const std::string* Seals::salt_of(const std::string& hash) const {
    const auto found = salts_.find(hash);
    return found != salts_.end() ? &found->second : nullptr;
}

std::optional<PersonId> write_personal(Connection& connection, const Seals& seals, const Contest& after,
                                       const std::vector<Personal>& personal) {
    for (const Personal& one : personal) {
        const Person* person = after.table<Person>().find(one.person.text);
        const std::string hash = person != nullptr ? person->personal_hash : std::string();
        if (const std::string* salt = seals.salt_of(hash)) {
            // Two records of one person in one command: the hash says which of them holds.
            if (personal_hash(one, *salt) != hash) continue;
            connection.run(
                "INSERT OR REPLACE INTO personal(hash, person, birth, phone, email, address, salt) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                hash, one.person, one.birth, one.phone, one.email, one.address, *salt);
        } else if (!connection.one_integer("SELECT 1 FROM personal WHERE hash = ?", hash)) {
            return one.person;
        }
    }
    return std::nullopt;
}

Table<Personal> read_personal(Connection& connection, const Contest& contest) {
    std::map<std::string, Personal> by_hash;
    connection.each("SELECT hash, salt, person, birth, phone, email, address FROM personal",
                    [&](const Statement& row) {
                        StoredPersonal stored = read_stored_personal(row);
                        by_hash[stored.hash] = std::move(stored.data);
                    });
    Table<Personal> table;
    if (by_hash.empty()) return table;
    for (const Person& person : contest.table<Person>()) {
        const auto found = by_hash.find(person.personal_hash);
        if (found != by_hash.end() && found->second.person == person.id)
            table.set(person.id.text, found->second);
    }
    return table;
}

std::int64_t check_personal(Connection& connection, const Contest& contest,
                            const std::function<void(const PersonId&)>& on_wrong) {
    std::int64_t rows = 0;
    std::map<std::string, PersonId> person_of;
    for (const Person& person : contest.table<Person>())
        if (!person.personal_hash.empty()) person_of[person.personal_hash] = person.id;
    connection.each("SELECT hash, salt, person, birth, phone, email, address FROM personal ORDER BY hash",
                    [&](const Statement& row) {
                        const StoredPersonal stored = read_stored_personal(row);
                        const auto owner = person_of.find(stored.hash);
                        const bool fits = personal_hash(stored.data, stored.salt) == stored.hash &&
                                          (owner == person_of.end() || owner->second == stored.data.person);
                        if (!fits) on_wrong(stored.data.person);
                        ++rows;
                    });
    return rows;
}

}  // namespace sandau::db
