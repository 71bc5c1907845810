#include <array>
#include <chrono>

#include "contests/scene.h"
#include "scoring/command_payloads.h"

namespace sandau::scripts {

namespace {

/// As many members as the division asks for at least, born when it wants them.
std::vector<commands::ImportPerson> fitting_members(const Scene& scene, const DivisionId& id,
                                                    const std::string& team) {
    const Division* division = scene.contest()->definition->division(id);
    std::int64_t count = 1;
    std::string birth = "2012-06-01";
    if (division != nullptr && division->eligibility) {
        count = division->eligibility->authors_min.value_or(1);
        if (division->eligibility->birth) birth = division->eligibility->birth->first;
    }
    std::vector<commands::ImportPerson> members;
    for (std::int64_t n = 1; n <= count; ++n)
        members.push_back({team + " " + std::to_string(n), birth, "", ""});
    return members;
}

commands::ImportRow row_of(const Scene& scene, const DivisionId& division, const std::string& team) {
    commands::ImportRow row;
    row.name = team;
    row.division = division;
    row.organization = "Trường " + team;
    row.members = fitting_members(scene, division, team);
    return row;
}

std::string two_digits(std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

void entries(Scene& scene, const Match& match) {
    const DivisionId division(match.text("DIVISION"));
    commands::EntryImport import;
    import.source = "script";
    for (const Line& row : match.rows()) import.rows.push_back(row_of(scene, division, text_of(row.tokens)));
    scene.must(import);
}

void many_entries(Scene& scene, const Match& match) {
    const DivisionId division(match.text("DIVISION"));
    commands::EntryImport import;
    import.source = "script";
    const std::int64_t count = whole_number_of(match.tokens("NUMBER"));
    for (std::int64_t n = 1; n <= count; ++n)
        import.rows.push_back(row_of(scene, division, division.text + two_digits(n)));
    scene.must(import);
}

/// `An 2014-03-01`, or a name alone.
commands::ImportPerson person_of(Tokens words) {
    commands::ImportPerson person;
    const std::string& last = words.back().text;
    if (words.size() > 1 && last.size() == 10 && last.find_first_not_of("0123456789-") == std::string::npos) {
        person.birth = last;
        words.pop_back();
    }
    person.name = text_of(words);
    return person;
}

void entry(Scene& scene, const Match& match) {
    commands::EntryAdd add;
    add.row = row_of(scene, DivisionId(match.text("DIVISION")), match.text("TEAM"));
    add.row.members.clear();
    for (const Line& row : match.rows()) add.row.members.push_back(person_of(row.tokens));
    scene.must(add);
}

void qualify_all(Scene& scene, const Match&) {
    scene.must(commands::EntryQualify{});
}

void qualify(Scene& scene, const Match& match) {
    scene.must(commands::EntryQualify{scene.entries(match.tokens("LIST")), commands::Verdict::Automatic, ""});
}

void admit(Scene& scene, const Match& match) {
    scene.must(commands::EntryQualify{
        {scene.entry(match.text("TEAM"))}, commands::Verdict::Eligible, match.text("REASON")});
}

void turn_away(Scene& scene, const Match& match) {
    scene.must(commands::EntryQualify{
        {scene.entry(match.text("TEAM"))}, commands::Verdict::Refused, match.text("REASON")});
}

void turn_away_silently(Scene& scene, const Match& match) {
    scene.must(commands::EntryQualify{{scene.entry(match.text("TEAM"))}, commands::Verdict::Refused, ""});
}

void check_in(Scene& scene, const Match& match) {
    for (const EntryId& id : scene.entries(match.tokens("LIST")))
        scene.must(commands::EntryCheckIn{id, true});
}

void pass_inspection(Scene& scene, const Match& match) {
    scene.must(commands::EntryInspect{scene.entry(match.text("TEAM")), true, ""});
}

void fail_inspection(Scene& scene, const Match& match) {
    scene.must(commands::EntryInspect{scene.entry(match.text("TEAM")), false, match.text("REASON")});
}

void withdraw(Scene& scene, const Match& match) {
    scene.must(commands::EntryWithdraw{scene.entry(match.text("TEAM")), match.text("REASON")});
}

void rename(Scene& scene, const Match& match) {
    commands::EntryChange change;
    change.entry = scene.entry(match.text("TEAM"));
    change.name = match.text("REASON");
    scene.must(change);
}

void move(Scene& scene, const Match& match) {
    commands::EntryChange change;
    change.entry = scene.entry(match.text("TEAM"));
    change.division = DivisionId(match.text("DIVISION"));
    scene.must(change);
}

void expect_entry(Scene& scene, const Match& match) {
    const Entry entry = scene.record<Entry>(scene.entry(match.text("TEAM")).text);
    for (const Line& row : match.rows()) {
        const std::string wanted = text_of(row.tokens);
        std::string is = std::string(word_of(entry.state)) + (entry.reason.empty() ? "" : " " + entry.reason);
        if (entry.checked_in) is += ", checked in";
        if (entry.inspected) is += ", inspected";
        is += ", division " + entry.division.text;
        const bool holds = wanted == word_of(entry.state) || wanted == entry.reason ||
                           wanted == std::string(word_of(entry.state)) + " " + entry.reason ||
                           (wanted == "checked in" && entry.checked_in) ||
                           (wanted == "not checked in" && !entry.checked_in) ||
                           (wanted == "inspected" && entry.inspected) ||
                           (wanted == "not inspected" && !entry.inspected) ||
                           wanted == "division " + entry.division.text || wanted == entry.id.text;
        scene.expect(holds, [&] { return entry.name + " is not " + wanted + "; it is " + is; });
    }
}

void expect_no_entry(Scene& scene, const Match& match) {
    const std::string name = match.text("TEAM");
    bool there = false;
    for (const std::shared_ptr<const Contest> all = scene.contest(); const Entry& entry : all->table<Entry>())
        there = there || entry.name == name;
    scene.expect(!there, [&] { return name + " is there"; });
}

constexpr std::array sentences{
    Sentence{"entries DIVISION: NUMBER teams", "registers so many teams, called A01, A02, …", many_entries},
    Sentence{"entries DIVISION: ROWS", "registers teams whose members fit the division's rules", entries},
    Sentence{"entry DIVISION TEAM: ROWS", "registers a team with its members: An 2014-03-01, Bình", entry},
    Sentence{"qualify", "decides by the rules about all who are registered", qualify_all},
    Sentence{"qualify LIST", "decides by the rules about these teams", qualify},
    Sentence{"admit TEAM REASON", "the organiser's word against the rules", admit},
    Sentence{"turn away TEAM REASON", "the organiser refuses a team", turn_away},
    Sentence{"turn away TEAM", "the same without a reason", turn_away_silently},
    Sentence{"check in LIST", "these teams are there", check_in},
    Sentence{"inspection passed by TEAM", "the robot is as it must be", pass_inspection},
    Sentence{"inspection failed by TEAM REASON", "the robot is not as it must be", fail_inspection},
    Sentence{"withdraw TEAM REASON", "the team is out", withdraw},
    Sentence{"rename TEAM to REASON", "gives a team another name (between quotes)", rename},
    Sentence{"move TEAM to division DIVISION", "puts a team into another division", move},
    Sentence{"expect no entry TEAM", "nobody is called so", expect_no_entry},
    Sentence{"expect entry TEAM: ROWS",
             "registered, eligible, refused, withdrawn, the reason, [not] checked in, [not] inspected, "
             "division A",
             expect_entry},
};

}  // namespace

std::span<const Sentence> sentences_of_entries() {
    return sentences;
}

}  // namespace sandau::scripts
