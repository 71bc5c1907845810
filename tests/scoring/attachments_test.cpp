#include "scoring/attachments.h"

#include <gtest/gtest.h>

#include "support/a_contest.h"

namespace sandau {
namespace {

using test::ContestUnderTest;

constexpr std::string_view rules =
    R"~({"format": "sandau.contest/1", "id": "papers", "name": {"vi": "Giấy tờ"},
 "divisions": [{"id": "A", "eligibility": {"documents": [
     {"id": "essay", "name": {"vi": "Bản thuyết minh"}},
     {"id": "video", "name": {"vi": "Phim"}, "required": false},
     {"id": "card", "name": {"vi": "Thẻ học sinh"}, "per": "author"}]}},
   {"id": "B"}],
 "games": {"maze": {"kind": "run", "items": [{"id": "zone", "kind": "count"}],
   "derived": [{"id": "total", "formula": "zone"}]}},
 "stages": [{"id": "final", "format": "runs", "game": "maze", "attempts": 1, "rank": [{"key": "agg", "order": "desc"}]}]})~";

class Attachments : public ::testing::Test {
protected:
    Attachments() {
        contest.with_entries(1, "A").with_entries(1, "B");
        author = contest.contest.table<Entry>().find("T001")->parts.front().person;
    }
    std::string attach(const commands::EntryAttach& command) {
        const Result<Json> answer = contest.tell(command);
        return answer ? "attached" : answer.error().code;
    }
    static commands::EntryAttach photo(const std::string& sha256 = "photo 1", const char* entry = "T001") {
        return {EntryId(entry), sha256, sha256 + ".png", false, "", {}};
    }
    std::vector<Attachment> all(const char* entry = "T001") const {
        return attachments_of(contest.contest, EntryId(entry));
    }

    ContestUnderTest contest{rules};
    PersonId author;
};

TEST_F(Attachments, AreNumberedAndSayWhatTheHostKeeps) {
    for (int n = 1; n <= 11; ++n) EXPECT_EQ(attach(photo("photo " + std::to_string(n))), "attached");
    EXPECT_EQ(attach(photo("photo 1", "T002")), "attached") << "one photo may be of two entries";
    const std::vector<Attachment> there = all();
    ASSERT_EQ(there.size(), 11U);
    for (std::size_t n = 0; n < there.size(); ++n) EXPECT_EQ(there[n].number, static_cast<int>(n) + 1);
    EXPECT_EQ(there[1].media_type, "image/png");
    EXPECT_EQ(there[1].bytes, 1000);
}

TEST_F(Attachments, AreRefusedWhereTheHostDoesNotKeepThem) {
    EXPECT_EQ(attach(photo("other")), "attachment.not_kept");
    EXPECT_EQ(attach(photo("photo 1", "T999")), "not_found");
    EXPECT_TRUE(all().empty());
}

TEST_F(Attachments, AreAddedOnceAndNotWithoutEnd) {
    EXPECT_EQ(attach(photo()), "attached");
    EXPECT_EQ(attach(photo()), "attachment.there");
    for (std::size_t n = 2; n <= attachments_max; ++n)
        EXPECT_EQ(attach(photo("photo " + std::to_string(n))), "attached");
    EXPECT_EQ(attach(photo("photo more")), "attachment.too_many");
}

TEST_F(Attachments, HaveNamesThatPeopleCanRead) {
    commands::EntryAttach command = photo();
    for (const std::string& name : {std::string(), std::string("a\nb"), std::string(201, 'x')}) {
        command.name = name;
        EXPECT_EQ(attach(command), "attachment.name") << name;
    }
    command.name = "../<b>Ảnh</b> =1+1.png";
    EXPECT_EQ(attach(command), "attached") << "a name is text and leads nowhere";
}

TEST_F(Attachments, MayBeADocumentThatTheDivisionAsksFor) {
    commands::EntryAttach command = photo();
    command.document = "essay";
    EXPECT_EQ(attach(command), "attached");
    command = photo("photo 2");
    command.document = "diploma";
    EXPECT_EQ(attach(command), "not_found");
    command.document = "card";
    EXPECT_EQ(attach(command), "attachment.whose") << "each author brings one";
    command.person = PersonId("P9999");
    EXPECT_EQ(attach(command), "attachment.whose") << "nobody of this entry";
    command.person = author;
    EXPECT_EQ(attach(command), "attached");
    command = photo("photo 1", "T002");
    command.document = "essay";
    EXPECT_EQ(attach(command), "not_found") << "its division asks for nothing";
}

TEST_F(Attachments, SayWhichDocumentsAreStillMissing) {
    const auto missing = [&](const char* entry) {
        std::string text;
        for (const MissingDocument& one :
             missing_documents(contest.contest, *contest.contest.table<Entry>().find(entry)))
            text += one.document->id + " " + one.person.text + ";";
        return text;
    };
    commands::EntryAdd add;
    add.row.name = "Hai bạn";
    add.row.division = DivisionId("A");
    add.row.members = {{"An", "2014-01-01", "", ""}, {"Bình", "2014-01-02", "", ""}};
    add.row.coaches = {{"Cô Lan", "", "", ""}};
    contest.must(add);
    const Entry entry = *contest.contest.table<Entry>().find("T003");
    const std::string an = entry.parts[0].person.text, binh = entry.parts[1].person.text;
    EXPECT_EQ(missing("T003"), "essay ;card " + an + ";card " + binh + ";");
    EXPECT_EQ(missing("T002"), "") << "its division asks for nothing";

    const commands::EntryQualify good{{EntryId("T002"), EntryId("T003")}, commands::Verdict::Eligible, "đủ"};
    EXPECT_EQ(write_json(contest.must(good)), R"({"eligible":2,"refused":0,"missing":{"card":1,"essay":1}})");
    commands::EntryAttach essay = photo("photo 1", "T003"), card = photo("photo 2", "T003");
    essay.document = "essay";
    card.document = "card";
    card.person = entry.parts[0].person;
    EXPECT_EQ(attach(essay), "attached");
    EXPECT_EQ(attach(card), "attached");
    EXPECT_EQ(missing("T003"), "card " + binh + ";") << "of one author it is not the other's";
    card = photo("photo 3", "T003");
    card.document = "card";
    card.person = entry.parts[1].person;
    EXPECT_EQ(attach(card), "attached");
    EXPECT_EQ(missing("T003"), "");
    EXPECT_EQ(write_json(contest.must(good)), R"({"eligible":2,"refused":0})");
}

TEST_F(Attachments, AreTakenAwayAndThatIsUndone) {
    attach(photo());
    const std::vector<Attachment> before = all();
    contest.must(commands::EntryDetach{EntryId("T001"), 1});
    EXPECT_TRUE(all().empty());
    EXPECT_EQ(contest.tell(commands::EntryDetach{EntryId("T001"), 1}).error().code, "not_found");
    contest.must(commands::JournalUndo{contest.contest.seq});
    EXPECT_EQ(all(), before);
}

}  // namespace
}  // namespace sandau
