#include "station/seat_rooms.h"

#include <algorithm>
#include <initializer_list>

#include "scoring/records_users.h"
#include "station/people_words.h"
#include "station/run_steps.h"

namespace sandau::station {

namespace {

struct RoomUse {
    const char* room;
    std::initializer_list<Role> roles;  ///< beside the organiser
};

// The host decides what is allowed, and what is seen; this is only which rooms make sense of it.
const RoomUse uses[] = {
    {"overview",
     {Role::Secretary, Role::HeadJudge, Role::Judge, Role::Referee, Role::Marshal, Role::Announcer}},
    {"rules", {Role::HeadJudge}},
    {"entries", {Role::Secretary, Role::HeadJudge, Role::Marshal}},
    {"people", {Role::HeadJudge}},
    {"timetable", {Role::Secretary, Role::HeadJudge, Role::Referee, Role::Marshal, Role::Announcer}},
    {"announcer", {Role::Secretary, Role::HeadJudge, Role::Referee, Role::Marshal, Role::Announcer}},
    {"field", {Role::HeadJudge, Role::Referee}},
    {"scoring", {Role::Secretary, Role::HeadJudge, Role::Judge, Role::Referee}},
    {"rankings", {Role::Secretary, Role::HeadJudge, Role::Announcer}},
    {"awards", {Role::HeadJudge, Role::Announcer}},
    {"reports", {Role::Secretary, Role::HeadJudge}},
    {"displays", {Role::HeadJudge, Role::Announcer, Role::Display}},
    {"journal", {Role::HeadJudge}}};

const User* user_of_seat(const Face& face) {
    return face.session.contest().table<User>().find(face.session.opened().seat.text);
}

QStringList roles_of(const Face& face, const User& user) {
    QStringList roles;
    for (const Grant& grant : user.grants) roles << grant_words(face, grant);
    return roles;
}

}  // namespace

QString why_not_room(const Face& face, const QString& room) {
    if (!face.session.is_open() || !face.session.opened().link) return {};
    if (room == QLatin1String("devices"))
        return face.say({"Thiết bị nối với máy chủ: xem ở máy chủ.",
                         "Devices are plugged into the host: see them there."});
    if (room == QLatin1String("journal") && !face.session.opened().journal)
        return face.say({"Ghế của máy này không xem nhật ký.", "This seat does not see the journal."});
    const User* user = user_of_seat(face);
    if (user == nullptr) return face.say({"Ghế của máy này đã bị thu.", "This seat has been revoked."});
    const auto use = std::find_if(std::begin(uses), std::end(uses),
                                  [&](const RoomUse& one) { return room == QLatin1String(one.room); });
    for (const Grant& grant : user->grants)
        if (grant.role == Role::Organiser ||
            (use != std::end(uses) &&
             std::find(use->roles.begin(), use->roles.end(), grant.role) != use->roles.end()))
            return {};
    return face.say({"Ghế của máy này (%1) không dùng phòng này.", "This seat (%1) does not use this room."})
        .arg(roles_of(face, *user).join(QStringLiteral("; ")));
}

bool may_give(const Face& face, Command command) {
    if (const UserId& seat = face.session.opened().seat; !seat.empty()) command.actor = seat;
    return allowed(face.session.contest(), command).has_value();
}

QString seat_words(const Face& face) {
    if (!face.session.is_open() || !face.session.opened().link) return {};
    const User* user = user_of_seat(face);
    if (user == nullptr) return {};
    return QStringLiteral("%1: %2").arg(text_of(user->name),
                                        roles_of(face, *user).join(QStringLiteral("; ")));
}

}  // namespace sandau::station
