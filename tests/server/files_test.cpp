#include "server/kit.h"

namespace sandau::testing {
namespace {

constexpr const char* rules = R"json({"format":"sandau.contest/1","id":"works","name":{"vi":"Sáng tạo"},
 "divisions":[{"id":"A","eligibility":{"documents":[{"id":"essay","name":{"vi":"Bản thuyết minh"}}]}},{"id":"B"}],
 "rubrics":{"r":{"criteria":[{"id":"moi","max":40}]}},
 "stages":[{"id":"so","format":"rubric","rubric":"r","panel":{"size":1,"per":"stage","blind":["authors"]}},
  {"id":"chung","format":"rubric","rubric":"r","panel":{"size":1,"per":"stage"}}]})json";

const std::string png = "\x89PNG\r\n\x1a\n";
const std::string pdf = "%PDF-1.7 ";

/// Two works; a judge of the blind stage before the first, one of the open stage before the second.
class FilesTest : public ServerTest {
protected:
    void SetUp() override {
        host.keyboard(commands::DefinitionAmend{rules, "hội đồng"});
        works = host.add_entries("A", {"Máy lọc nước", "Cánh tay rô bốt"});
        blind = a_judge("so", 0);
        open = a_judge("chung", 1);
        host.add_user("Thư ký", {a_grant(Role::Secretary)}, "secret");
        server::ServerLimits limits = quick();
        limits.file_bytes = 100'000;
        start(limits);
    }
    UserId a_judge(const std::string& stage, std::size_t work) {
        Grant grant = a_grant(Role::Judge);
        grant.stage = StageId(stage);
        const UserId judge = host.add_user("judge of " + stage, {grant}, "secret");
        commands::PanelSet set;
        set.panel.id = "HD " + stage;
        set.panel.stage = StageId(stage);
        set.panel.members = {{judge, ""}};
        host.keyboard(set);
        host.keyboard(commands::JudgeAssign{set.panel.id, judge, {works[work]}, commands::AssignVerb::Add});
        return judge;
    }
    HttpAnswer send(const std::string& bytes, const std::string& who) {
        return post(address, "/api/v1/files", bytes, {who});
    }
    /// Where it is.
    std::string attach(std::size_t work, const std::string& bytes, const std::string& name,
                       const std::string& more = "") {
        const std::string secretary = sign_in("Thư ký", "secret");
        const std::string sha256 = text_at(send(bytes, secretary).json(), {"sha256"});
        const std::string payload = R"({"entry":")" + works[work].text + R"(","sha256":")" + sha256 +
                                    R"(","name":")" + name + "\"" + more + "}";
        EXPECT_EQ(command("entry.attach", payload, {secretary}).status, 200);
        return "/api/v1/entries/" + works[work].text + "/files/" + sha256;
    }
    Json files_of(const std::string& cookie, const std::string& cell) {
        EventReader reader(address, {cookie}, "?view=seat");
        const auto snapshot = reader.next();
        const Json* found = snapshot ? snapshot->data.find("resources")->find(cell) : nullptr;
        return found != nullptr ? *found->find("files") : Json();
    }

    std::vector<EntryId> works;
    UserId blind, open;
};

TEST_F(FilesTest, AreSentAttachedAndGotBackAsTheyWere) {
    const std::string bytes = png + std::string("\0 robot", 7);
    const std::string path = attach(1, bytes, "Rô bốt \u201cĐỏ\u201d; a=b.png");
    const HttpAnswer answer = get(address, path, {sign_in("judge of chung", "secret")});
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.body, bytes);
    EXPECT_EQ(answer.header("content-type"), "image/png");
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(answer.header("content-security-policy"),
              "default-src 'none'; sandbox; frame-ancestors 'none'");
    EXPECT_EQ(
        answer.header("content-disposition"),
        "inline; filename*=UTF-8''R%C3%B4%20b%E1%BB%91t%20%E2%80%9C%C4%90%E1%BB%8F%E2%80%9D%3B%20a%3Db.png");
    EXPECT_EQ(answer.header("cache-control"), "private, max-age=604800, immutable");
    EXPECT_EQ(
        get(address, path, {sign_in("judge of chung", "secret"), "If-None-Match: " + answer.header("etag")})
            .status,
        304);
}

TEST_F(FilesTest, ThatAreNoPhotoAreSavedNotShown) {
    const HttpAnswer answer = get(address, attach(1, pdf, "a.pdf"), {owner});
    EXPECT_EQ(answer.header("content-type"), "application/pdf");
    EXPECT_EQ(answer.header("content-disposition"), "attachment; filename*=UTF-8''a.pdf");
}

TEST_F(FilesTest, AreWhatTheirBytesSay) {
    EXPECT_EQ(send("<svg onload=alert(1)>", owner).status, 415);
    EXPECT_EQ(send("", owner).code(), "files.type");
    EXPECT_EQ(text_at(send(pdf, owner).json(), {"media_type"}), "application/pdf");
}

TEST_F(FilesTest, MayBeLargeOnlyOfThoseWhoMayAttach) {
    EXPECT_EQ(send(png + std::string(90'000, 'x'), owner).status, 200);
    EXPECT_EQ(send(png + std::string(100'000, 'x'), owner).status, 413);
    const std::string large = png + std::string(20'000, 'x');
    EXPECT_EQ(send(large, sign_in("Thư ký", "secret")).status, 200);
    EXPECT_EQ(send(large, sign_in("judge of so", "secret")).status, 413) << "refused before it is read";
    EXPECT_EQ(send(large, "X-Nobody: 1").status, 413);
}

TEST_F(FilesTest, AreTakenFromNoForeignPage) {
    EXPECT_EQ(post(address, "/api/v1/files", png, {owner, "Origin: http://elsewhere.example"}).status, 403);
}

TEST_F(FilesTest, AreSeenByTheJudgeWhoHasTheEntryAndByNoOther) {
    const std::string of_second = attach(1, png + "2", "b.png");
    EXPECT_EQ(get(address, of_second, {sign_in("judge of chung", "secret")}).status, 200);
    EXPECT_EQ(get(address, of_second, {sign_in("judge of so", "secret")}).status, 403);
    EXPECT_EQ(get(address, of_second).status, 401);
}

TEST_F(FilesTest, AreSeenInABlindStageOnlyWhereTheyTellNothingOfTheAuthors) {
    const std::string named = attach(0, png + "authors", "Nguyễn Văn An.png");
    const std::string anonymous =
        attach(0, pdf, "thuyet-minh.pdf", R"(,"anonymous":true,"document":"essay")");
    const std::string cookie = sign_in("judge of so", "secret");
    EXPECT_EQ(get(address, named, {cookie}).status, 403);
    EXPECT_EQ(get(address, anonymous, {cookie}).status, 200);
    const Json files = files_of(cookie, "cells/so." + works[0].text);
    ASSERT_EQ(files.as_array()->size(), 1U);
    const Json& file = files.as_array()->front();
    EXPECT_EQ(text_at(file, {"path"}), anonymous);
    EXPECT_EQ(text_at(file, {"document", "vi"}), "Bản thuyết minh");
    EXPECT_EQ(text_at(file, {"bytes"}), std::to_string(pdf.size()));
}

TEST_F(FilesTest, AreToldToTheJudgeAsTheyComeAndGo) {
    const std::string cookie = sign_in("judge of chung", "secret");
    EventReader reader(address, {cookie}, "?view=seat");
    ASSERT_TRUE(reader.next());
    const auto told = [&] {
        for (;;) {
            const auto patch = reader.next_news();
            const Json* cell =
                patch ? patch->data.find("set")->find("cells/chung." + works[1].text) : nullptr;
            if (!patch || cell != nullptr)
                return cell != nullptr ? cell->find("files")->as_array()->size() : 99;
        }
    };
    const std::string path = attach(1, png, "a.png");
    EXPECT_EQ(told(), 1U);
    EXPECT_EQ(command("entry.detach", R"({"entry":")" + works[1].text + R"(","number":1})", {owner}).status,
              200);
    EXPECT_EQ(told(), 0U);
    EXPECT_EQ(get(address, path, {cookie}).status, 403);
}

TEST_F(FilesTest, AreNowhereInWhatThePublicIsTold) {
    attach(1, png, "geheim.png");
    EventReader reader(address);
    const auto snapshot = reader.next();
    ASSERT_TRUE(snapshot);
    EXPECT_EQ(write_json(snapshot->data).find("geheim"), std::string::npos);
    EXPECT_EQ(get(address, "/api/v1/entries").body.find("geheim"), std::string::npos);
}

}  // namespace
}  // namespace sandau::testing
