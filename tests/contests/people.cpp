#include <array>

#include "contests/scene.h"
#include "scoring/command_payloads.h"
#include "scoring/words.h"

namespace sandau::scripts {

namespace {

UserId user_of(const Scene& scene, const std::string& name) {
    for (const std::shared_ptr<const Contest> all = scene.contest(); const User& user : all->table<User>())
        if (user.name == name) return user.id;
    fail("nobody here is called " + name);
}

/// `referee on F1`, `head_judge in A`, `secretary`.
Grant grant_of(const Tokens& words) {
    Grant grant;
    grant.role = word_among<Role>(words.front().text);
    for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
        if (words[i].is("on")) {
            grant.field = FieldId(words[i + 1].text);
        } else if (words[i].is("in")) {
            grant.division = DivisionId(words[i + 1].text);
        } else if (words[i].is("of")) {
            grant.stage = StageId(words[i + 1].text);
        } else {
            fail("a grant is: referee on F1, head_judge in A, judge of final");
        }
    }
    return grant;
}

void user(Scene& scene, const Match& match) {
    commands::UserGrant grant;
    grant.name = match.text("NAME");
    for (const Line& row : match.rows()) grant.grants.push_back(grant_of(row.tokens));
    scene.must(grant);
}

void revoke(Scene& scene, const Match& match) {
    scene.must(commands::UserRevoke{user_of(scene, match.text("NAME"))});
}

Step inner(const Match& match) {
    return {{match.step->line.number, match.tokens("SENTENCE"), match.step->line.text}, match.step->rows};
}

void as(Scene& scene, const Match& match) {
    const UserId before = std::exchange(scene.actor, user_of(scene, match.text("NAME")));
    try {
        scene.carry_out(inner(match));
    } catch (...) {
        scene.actor = before;
        throw;
    }
    scene.actor = before;
}

bool is_about(const Refusal& refusal, const std::string& word) {
    if (refusal.path == word) return true;
    for (const auto& [name, value] : refusal.arguments)
        if (value == word) return true;
    return false;
}

void refused(Scene& scene, const Match& match) {
    const std::string wanted = match.text("CODE");
    const std::shared_ptr<const Contest> before = scene.contest();
    try {
        scene.carry_out(inner(match));
    } catch (const Refused& refused) {
        const Refusal& refusal = refused.refusal;
        scene.expect(refusal.code == wanted, [&] {
            return "refused, but with " + refusal.code + " (" + say(Language::English, refusal) + ")";
        });
        if (match.has("ABOUT"))
            scene.expect(is_about(refusal, match.text("ABOUT")),
                         [&] { return "it does not name it: " + say(Language::English, refusal); });
        // Whoever is refused is told why, in both languages.
        scene.expect(has_words(wanted), [&] { return "there are no words for " + wanted; });
        return;
    }
    scene.expect(false, [&] { return "it was accepted; " + wanted + " was to be said"; });
}

constexpr std::array sentences{
    Sentence{"user NAME: ROWS", "somebody, and what he may do: referee on F1, head_judge in A", user},
    Sentence{"revoke NAME", "he may do nothing any more", revoke},
    Sentence{"as NAME: SENTENCE", "what he does himself", as},
    Sentence{"refused CODE about ABOUT: SENTENCE", "the same, and the refusal names it", refused},
    Sentence{"refused CODE: SENTENCE", "this must be refused with this code", refused},
};

}  // namespace

std::span<const Sentence> sentences_of_people() {
    return sentences;
}

}  // namespace sandau::scripts
