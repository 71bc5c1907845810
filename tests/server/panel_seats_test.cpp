#include "server/kit.h"

namespace sandau::testing {
namespace {

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"works","name":{"vi":"Sáng tạo"},
 "divisions":[{"id":"A"},{"id":"B"}],
 "rubrics":{"r":{"criteria":[{"id":"moi","name":{"vi":"Tính mới"},"max":40,"step":0.5,
    "bands":[{"from":30,"to":40,"name":{"vi":"Tốt"}}]},{"id":"dung","max":60}]}},
 "stages":[{"id":"so","format":"rubric","rubric":"r",
    "panel":{"size":3,"min":2,"per":"stage","blind":["authors","organization"],"conflicts":["relative"]},
    "discrepancy":{"measure":"range","threshold":15,"action":"reconcile"}},
  {"id":"chung","format":"rubric","rubric":"r","panel":{"size":3,"per":"stage"}}]})json";

/// Two judges and a head judge who marks too, before two works.
class PanelSeatsTest : public ServerTest {
protected:
    void SetUp() override {
        host.keyboard(commands::DefinitionAmend{rules, "hội đồng"});
        commands::EntryImport import;
        import.source = "works.csv";
        for (const char* name : {"Máy lọc nước", "Cánh tay rô bốt"}) {
            commands::ImportRow row;
            row.name = name;
            row.division = DivisionId("A");
            row.organization = "THCS Lê Quý Đôn";
            row.extra = {{"Mô tả", "Lọc bằng cát"},
                         {"Video", "https://example.org/v"},
                         {"Điện thoại phụ huynh", "0912345678"},
                         {"Bản thuyết minh ẩn danh", "https://example.org/a"}};
            import.rows.push_back(row);
        }
        host.keyboard(import);
        commands::EntryQualify qualify;
        for (const Entry& entry : host.snapshot()->contest->table<Entry>()) works.push_back(entry.id);
        qualify.entries = works;
        qualify.verdict = commands::Verdict::Eligible;
        host.keyboard(qualify);
        Grant judge = a_grant(Role::Judge);
        judge.stage = StageId("so");
        lan = host.add_user("Cô Lan", {judge}, "một");
        binh = host.add_user("Thầy Bình", {judge}, "hai");
        head = host.add_user("Trưởng ban", {a_grant(Role::HeadJudge), judge}, "ba");
        host.add_user("Trọng tài", {a_grant(Role::Referee)}, "bốn");
        host.add_user("Thầy Sáu", {judge}, "năm");
        commands::PanelSet set;
        set.panel.id = "HD1";
        set.panel.stage = StageId("so");
        for (const UserId& user : {lan, binh, head}) set.panel.members.push_back({user, ""});
        host.keyboard(set);
        host.keyboard(commands::JudgeAssign{"HD1", {}, {}, commands::AssignVerb::Add});
        start();
    }
    std::string payload(const std::string& more, std::size_t work = 0) const {
        return R"({"stage":"so","entry":")" + works[work].text + "\"" + more + "}";
    }
    int mark(const std::string& cookie, const char* moi, const char* dung, std::size_t work = 0) {
        const std::string criteria =
            std::string(R"(,"criteria":{"moi":")") + moi + R"(","dung":")" + dung + "\"}";
        return command("mark.set", payload(criteria, work), {cookie}).status;
    }
    int submit(const std::string& cookie, std::size_t work = 0) {
        return command("mark.submit", payload("", work), {cookie}).status;
    }
    /// What a seat is told when it begins to watch.
    Json resources(const std::string& cookie) {
        EventReader reader(address, {cookie}, "?view=seat");
        const auto snapshot = reader.next();
        EXPECT_TRUE(snapshot);
        return snapshot ? *snapshot->data.find("resources") : Json();
    }
    static std::size_t count(const Json& resources, std::string_view collection) {
        std::size_t found = 0;
        for (const auto& [key, resource] : *resources.as_object())
            if (key.starts_with(collection)) ++found;
        return found;
    }
    std::string cell_key(std::size_t work = 0) const { return "cells/so." + works[work].text; }
    std::string row_key(std::size_t work = 0) const { return "panel_entries/HD1." + works[work].text; }
    static Json cell_of(const Json& row, const UserId& judge) {
        const Json cells = *row.find("cells");
        for (const Json& one : *cells.as_array())
            if (text_at(one, {"judge"}) == judge.text) return one;
        return {};
    }

    std::vector<EntryId> works;
    UserId lan, binh, head;
};

TEST_F(PanelSeatsTest, SeeTheirOwnCellsAndTheRubric) {
    const Json seen = resources(sign_in("Cô Lan", "một"));
    EXPECT_EQ(count(seen, "cells/"), 2U);
    EXPECT_EQ(count(seen, "panel"), 0U) << "the panel's progress is its head's";
    const Json& cell = *seen.find(cell_key());
    EXPECT_EQ(text_at(cell, {"name"}), "Máy lọc nước");
    EXPECT_EQ(text_at(cell, {"state"}), "draft");
    EXPECT_EQ(text_at(cell, {"object"}), "mark:so." + works[0].text + "." + lan.text);
    const Json& rubric = *seen.find("rubrics/so.A");
    const Json& criterion = (*rubric.find("criteria")->as_array())[0];
    EXPECT_EQ(text_at(criterion, {"name", "vi"}), "Tính mới");
    EXPECT_EQ(text_at(criterion, {"step"}), "0.5");
    EXPECT_EQ(text_at((*criterion.find("bands")->as_array())[0], {"name", "vi"}), "Tốt");
}

TEST_F(PanelSeatsTest, AreToldOnlyWhatABlindStageLetsThemKnow) {
    const Json seen = resources(sign_in("Cô Lan", "một"));
    const Json& cell = *seen.find(cell_key());
    EXPECT_TRUE(cell.find("organization")->is_null());
    EXPECT_TRUE(cell.find("authors")->is_null());
    const Json::Array& documents = *cell.find("documents")->as_array();
    ASSERT_EQ(documents.size(), 1U) << "only what is said to be anonymous";
    EXPECT_EQ(text_at(documents[0], {"text"}), "https://example.org/a");
    EXPECT_EQ(text_at(documents[0], {"link"}), "true");
}

TEST_F(PanelSeatsTest, GetTheDocumentsOfAnOpenStageButNobodysTelephone) {
    commands::PanelSet set;
    set.panel.id = "HD2";
    set.panel.stage = StageId("chung");
    set.panel.members.push_back({head, ""});
    host.keyboard(set);
    host.keyboard(commands::JudgeAssign{"HD2", {}, {}, commands::AssignVerb::Add});
    const Json seen = resources(sign_in("Trưởng ban", "ba"));
    const Json& cell = *seen.find("cells/chung." + works[0].text);
    EXPECT_EQ(text_at(cell, {"organization"}), "THCS Lê Quý Đôn");
    EXPECT_EQ(cell.find("documents")->as_array()->size(), 3U);
    EXPECT_EQ(write_json(seen).find("0912345678"), std::string::npos);
}

TEST_F(PanelSeatsTest, NeverSeeOrWriteAnotherJudgesCell) {
    const std::string own = sign_in("Cô Lan", "một"), other = sign_in("Thầy Bình", "hai");
    EXPECT_EQ(mark(own, "35.5", "50"), 200);
    EXPECT_EQ(submit(own), 200);
    const Json seen = resources(other);
    EXPECT_EQ(write_json(seen).find("35.5"), std::string::npos);
    EXPECT_EQ(text_at(*seen.find(cell_key()), {"state"}), "draft");
    const std::string as_lan = R"(,"judge":")" + lan.text + "\"";
    EXPECT_EQ(command("mark.set", payload(as_lan + R"(,"criteria":{"moi":1})"), {other}).status, 403);
    for (const char* kind : {"mark.submit", "mark.recuse"})
        EXPECT_EQ(command(kind, payload(as_lan + R"(,"reason":"x")"), {other}).status, 403) << kind;
    EXPECT_EQ(command("mark.reopen", payload(as_lan + R"(,"reason":"x")"), {other}).status, 403);
    EXPECT_EQ(command("mark.reopen", payload(R"(,"reason":"x")"), {own}).status, 403);
}

TEST_F(PanelSeatsTest, OfWhoeverHasNoCellShowNothingOfPanels) {
    for (const auto& [name, word] : {std::pair("Trọng tài", "bốn"), std::pair("Thầy Sáu", "năm")}) {
        const std::string cookie = sign_in(name, word);
        const Json seen = resources(cookie);
        for (const char* collection : {"cells/", "panel", "rubrics/"})
            EXPECT_EQ(count(seen, collection), 0U) << name << " " << collection;
        EXPECT_NE(mark(cookie, "1", "1"), 200) << name;
    }
}

TEST_F(PanelSeatsTest, OfTheHeadShowWhoHasSubmittedAndNoMarkBeforeTheOwnIsIn) {
    const std::string own = sign_in("Cô Lan", "một"), headed = sign_in("Trưởng ban", "ba");
    mark(own, "40", "60");
    EXPECT_EQ(text_at(cell_of(*resources(headed).find(row_key()), lan), {"state"}), "draft");
    submit(own);
    const Json before = *resources(headed).find(row_key());
    EXPECT_EQ(text_at(cell_of(before, lan), {"state"}), "submitted");
    EXPECT_EQ(text_at(cell_of(before, lan), {"total"}), "") << "the own mark comes first";
    EXPECT_EQ(text_at(cell_of(before, binh), {"state"}), "none");
    EXPECT_EQ(text_at(before, {"blind"}), "true");
    mark(headed, "20", "60");
    submit(headed);
    const Json after = *resources(headed).find(row_key());
    EXPECT_EQ(text_at(cell_of(after, lan), {"total"}), "100");
    EXPECT_EQ(text_at(after, {"agg"}), "90");
    EXPECT_EQ(text_at(after, {"spread"}), "20");
    EXPECT_EQ(text_at(after, {"discrepant"}), "true");
}

TEST_F(PanelSeatsTest, FollowTheCellAsItIsFilledIn) {
    const std::string cookie = sign_in("Cô Lan", "một");
    EventReader reader(address, {cookie}, "?view=seat");
    ASSERT_TRUE(reader.next());
    mark(cookie, "35.5", "50.25");
    for (;;) {
        const auto patch = reader.next_news();
        ASSERT_TRUE(patch);
        const Json* cell = patch->data.find("set")->find(cell_key());
        if (cell == nullptr) continue;
        EXPECT_EQ(text_at(*cell, {"total"}), "85.75");
        EXPECT_EQ(text_at(*cell, {"criteria", "moi"}), "35.5");
        break;
    }
}

TEST_F(PanelSeatsTest, StepAsideThemselvesAndAreReopenedByTheHead) {
    const std::string own = sign_in("Cô Lan", "một"), headed = sign_in("Trưởng ban", "ba");
    const std::string conflict =
        R"({"entry":")" + works[0].text + R"(","why":"relative","reason":"Cháu tôi"})";
    EXPECT_EQ(command("conflict.declare", conflict, {own}).status, 200);
    EXPECT_EQ(text_at(*resources(own).find(cell_key()), {"recused"}), "true");
    EXPECT_EQ(text_at(cell_of(*resources(headed).find(row_key()), lan), {"recused"}), "true");
    const std::string as_lan = R"(,"judge":")" + lan.text + R"(","reason":"Nhầm hồ sơ")";
    EXPECT_EQ(command("mark.reopen", payload(as_lan), {headed}).status, 200);
    EXPECT_EQ(text_at(*resources(own).find(cell_key()), {"recused"}), "false");
}

TEST_F(PanelSeatsTest, AreRemindedByTheHeadUntilNothingIsLeft) {
    const std::string own = sign_in("Cô Lan", "một"), headed = sign_in("Trưởng ban", "ba");
    const auto nudge = [&](const std::string& cookie, const std::string& judge) {
        return post(address, "/api/v1/nudges", R"({"panel":"HD1","judge":")" + judge + "\"}", {cookie})
            .status;
    };
    EventReader reader(address, {own}, "?view=seat");
    ASSERT_TRUE(reader.next());
    EXPECT_EQ(nudge(own, binh.text), 403) << "nobody but the head";
    EXPECT_EQ(nudge(headed, "nobody"), 404);
    EXPECT_EQ(nudge("Cookie: sandau=nobody", lan.text), 401);
    EXPECT_EQ(nudge(headed, lan.text), 204);
    const auto told = reader.next_news();
    ASSERT_TRUE(told);
    const Json* reminder = told->data.find("set")->find("nudges/HD1");
    ASSERT_NE(reminder, nullptr);
    EXPECT_EQ(text_at(*reminder, {"from"}), "Trưởng ban");
    EXPECT_EQ(count(resources(sign_in("Thầy Bình", "hai")), "nudges/"), 0U);
    for (const std::size_t work : {0U, 1U}) {
        mark(own, "1", "1", work);
        EXPECT_EQ(submit(own, work), 200);
    }
    EXPECT_EQ(count(resources(own), "nudges/"), 0U);
}

TEST_F(PanelSeatsTest, LoseTheCellWithTheAssignment) {
    const std::string cookie = sign_in("Cô Lan", "một");
    host.keyboard(commands::JudgeAssign{"HD1", lan, {works[1]}, commands::AssignVerb::Remove});
    const Json seen = resources(cookie);
    EXPECT_NE(seen.find(cell_key(0)), nullptr);
    EXPECT_EQ(seen.find(cell_key(1)), nullptr);
    EXPECT_NE(mark(cookie, "1", "1", 1), 200);
}

/// The keys of the events of a joined station's page that are of a kind.
std::set<std::string> keys_of(const Json& page, std::string_view kind) {
    std::set<std::string> keys;
    for (const Json& event : *page.find("events")->as_array())
        if (text_at(event, {"kind"}) == kind && !event.find("set")->is_null())
            keys.insert(text_at(event, {"key"}));
    return keys;
}

TEST_F(PanelSeatsTest, AJoinedJudgesStationHasTheOwnMarksAndNothingThatTheStageHides) {
    const std::string one = sign_in("Cô Lan", "một");
    const std::string other = sign_in("Thầy Bình", "hai");
    ASSERT_EQ(mark(one, "30", "50"), 200);
    ASSERT_EQ(mark(other, "20", "40"), 200);
    ASSERT_EQ(submit(other), 200);
    const Json page = get(address, "/api/v1/seat/records?since=0", {one}).json();
    EXPECT_EQ(keys_of(page, "mark"), (std::set<std::string>{"so." + works[0].text + "." + lan.text}));
    EXPECT_EQ(keys_of(page, "assignment").size(), works.size());
    for (const char* kind : {"organization", "person", "conflict"})
        EXPECT_TRUE(keys_of(page, kind).empty()) << kind;
    EXPECT_EQ(keys_of(page, "entry").size(), works.size());
    const std::string text = write_json(page);
    for (const char* hidden : {"Lê Quý Đôn", "0912345678", "argon2id"})
        EXPECT_EQ(text.find(hidden), std::string::npos) << hidden;
}

TEST_F(PanelSeatsTest, AJoinedSecretaryHasAllMarksAndAScreenNone) {
    Grant secretary = a_grant(Role::Secretary);
    host.add_user("Thư ký", {secretary}, "sáu");
    host.add_user("Màn chiếu", {a_grant(Role::Display)}, "bảy");
    const std::string judge = sign_in("Cô Lan", "một");
    ASSERT_EQ(mark(judge, "30", "50"), 200);
    const auto page = [&](const std::string& cookie) {
        return get(address, "/api/v1/seat/records?since=0", {cookie}).json();
    };
    const Json typed = page(sign_in("Thư ký", "sáu"));
    EXPECT_EQ(keys_of(typed, "mark").size(), 1u);
    EXPECT_EQ(text_at(typed, {"versions", "mark:so." + works[0].text + "." + lan.text}),
              text_at(typed, {"seq"}));
    const Json screen = page(sign_in("Màn chiếu", "bảy"));
    for (const char* kind : {"mark", "panel", "assignment", "protest", "decision"})
        EXPECT_TRUE(keys_of(screen, kind).empty()) << kind;
    EXPECT_EQ(keys_of(screen, "user").size(), 1u) << "only itself";
}

TEST_F(PanelSeatsTest, AJoinedHeadOfAPanelSeesTheOthersOnceTheOwnMarkIsIn) {
    Grant limited = a_grant(Role::HeadJudge);
    limited.stage = StageId("so");
    Grant judge = a_grant(Role::Judge);
    judge.stage = StageId("so");
    commands::UserGrant grant;
    grant.user = head;
    grant.grants = {limited, judge};
    host.keyboard(grant);
    const std::string own = sign_in("Trưởng ban", "ba");
    ASSERT_EQ(mark(sign_in("Cô Lan", "một"), "30", "50"), 200);
    EXPECT_EQ(get(address, "/api/v1/journal", {own}).status, 403) << "a limited head judge has a seat's view";
    const Json before = get(address, "/api/v1/seat/records?since=0", {own}).json();
    EXPECT_TRUE(keys_of(before, "mark").empty());
    ASSERT_EQ(mark(own, "25", "45"), 200);
    ASSERT_EQ(submit(own), 200);
    const Json after = get(address, "/api/v1/seat/records?since=" + text_at(before, {"seq"}), {own}).json();
    EXPECT_EQ(text_at(after, {"whole"}), "false");
    EXPECT_EQ(keys_of(after, "mark").size(), 2u) << "the own one, and what it now uncovers";
}

TEST_F(PanelSeatsTest, AJoinedStationIsToldWhatChangedAndAllOfItWhenItsSeatChanged) {
    const std::string cookie = sign_in("Trọng tài", "bốn");
    const auto page = [&](const std::string& since) {
        return get(address, "/api/v1/seat/records?since=" + since, {cookie}).json();
    };
    const std::string first = text_at(page("0"), {"seq"});
    EXPECT_TRUE(page(first).find("events")->as_array()->empty());
    host.keyboard(commands::EntryCheckIn{works[1], true});
    const Json changed = page(first);
    EXPECT_EQ(text_at(changed, {"whole"}), "false");
    EXPECT_EQ(keys_of(changed, "entry"), (std::set<std::string>{works[1].text}));
    host.add_user("Người mới", {a_grant(Role::Marshal)}, "tám");
    EXPECT_EQ(text_at(page(first), {"whole"}), "true");
    EXPECT_EQ(get(address, "/api/v1/seat/records?since=x", {cookie}).status, 400);
}

}  // namespace
}  // namespace sandau::testing
