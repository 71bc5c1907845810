#include "station/people_words.h"

#include <QStringList>

#include "scoring/command_payloads.h"
#include "scoring/definition.h"
#include "station/run_steps.h"

namespace sandau::station {

Phrase role_words(Role role) {
    switch (role) {
        case Role::Organiser:
            return {"Ban tổ chức", "Organiser"};
        case Role::Secretary:
            return {"Thư ký", "Secretary"};
        case Role::HeadJudge:
            return {"Trưởng ban giám khảo", "Head judge"};
        case Role::Judge:
            return {"Giám khảo", "Judge"};
        case Role::Referee:
            return {"Trọng tài", "Referee"};
        case Role::Marshal:
            return {"Điều hành sân", "Marshal"};
        case Role::Announcer:
            return {"Dẫn chương trình", "Announcer"};
        case Role::Display:
            return {"Màn hình", "Display"};
    }
    return {"", ""};
}

Phrase conflict_words(ConflictKind why) {
    switch (why) {
        case ConflictKind::SameOrganization:
            return {"cùng đơn vị", "same organization"};
        case ConflictKind::Supervisor:
            return {"người hướng dẫn", "supervisor"};
        case ConflictKind::Relative:
            return {"người thân", "relative"};
    }
    return {"", ""};
}

QString stage_words(const Face& face, const StageId& stage) {
    for (const Stage& one : face.session.definition().stages)
        if (one.id == stage) return face.say(one.name);
    return text_of(stage.text);
}

QString division_words(const Face& face, const DivisionId& division) {
    for (const Division& one : face.session.definition().divisions)
        if (one.id == division) return face.say(one.name);
    return text_of(division.text);
}

QString grant_words(const Face& face, const Grant& grant) {
    QStringList parts{face.say(role_words(grant.role))};
    if (!grant.stage.empty()) parts << stage_words(face, grant.stage);
    if (!grant.division.empty()) parts << division_words(face, grant.division);
    if (!grant.field.empty()) parts << face.say({"Sân %1", "Field %1"}).arg(text_of(grant.field.text));
    if (!grant.side.empty()) parts << face.say({"Bên %1", "Side %1"}).arg(text_of(grant.side));
    if (!grant.panel.empty()) parts << face.say({"Hội đồng %1", "Panel %1"}).arg(text_of(grant.panel));
    return parts.join(QStringLiteral(" · "));
}

QString person_name(const Contest& contest, const UserId& user) {
    const User* known = contest.table<User>().find(user.text);
    return text_of(known != nullptr ? known->name : user.text);
}

void submit_joining(const Face& face, QObject* context, Joining joining) {
    Settings settings = face.session.contest().settings();
    settings.joining = joining;
    face.session.submit(context, commands::ContestSettings{settings},
                        joining == Joining::Open ? face.say({"mở nhận ghế", "open joining"})
                                                 : face.say({"đóng nhận ghế", "close joining"}),
                        {}, face.session.as_seen(settings.object()));
}

MarkCount count_marks(const Contest& contest, const PanelRecord& panel, const UserId& judge) {
    MarkCount count;
    for (const Assignment& given : contest.table<Assignment>()) {
        if (given.panel != panel.id || given.judge != judge) continue;
        ++count.given;
        MarkRecord wanted;
        wanted.stage = panel.stage;
        wanted.entry = given.entry;
        wanted.judge = judge;
        const MarkRecord* mark = contest.table<MarkRecord>().find(wanted.key());
        if (mark == nullptr) continue;
        if (mark->content.recused)
            ++count.recused;
        else if (mark->state == MarkState::Submitted)
            ++count.submitted;
    }
    return count;
}

MarkCount count_marks(const Contest& contest, const PanelRecord& panel) {
    MarkCount all;
    for (const PanelMember& member : panel.members) {
        const MarkCount one = count_marks(contest, panel, member.judge);
        all.given += one.given;
        all.submitted += one.submitted;
        all.recused += one.recused;
    }
    return all;
}

}  // namespace sandau::station
