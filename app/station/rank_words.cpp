#include "station/rank_words.h"

#include <QStringList>

#include "scoring/explain.h"
#include "station/run_steps.h"

namespace sandau::station {

QString derived_name(const Words& words, const Stage& stage, const std::string& id) {
    return text_of(part_label(stage, id, words.language()));
}

QString key_name(const Words& words, const Stage& stage, const std::string& key) {
    return text_of(key_label(stage, key, words.language()));
}

QString key_value(const Words& words, const std::string& key, const Figure& figure) {
    return text_of(figure_words(key, figure, words.language()));
}

QString flag_words(const Words& words, const Definition& definition, const Flag& flag,
                   const QStringList& names) {
    const QString teams = names.join(QStringLiteral(", "));
    QString tier;
    if (flag.scheme && flag.tier)
        if (const Awards* scheme = definition.award(*flag.scheme))
            if (const Tier* known = scheme->tier(*flag.tier)) tier = words.say(known->name);
    if (flag.kind == "tie_at_cut")
        return words
            .say({"Bằng nhau ở suất cuối vào vòng sau: %1. Ban Tổ chức cần quyết định.",
                  "Level at the last place into the next stage: %1. The committee has to decide."})
            .arg(teams);
    if (flag.kind == "tie_straddles_tier")
        return words
            .say({"Bằng nhau ở %1: %2. Ban Tổ chức cần quyết định thứ tự.",
                  "Level at %1: %2. The committee has to decide their order."})
            .arg(tier, teams);
    if (flag.kind == "not_promoted")
        return words
            .say({"Thi mà không được chọn vào vòng: %1.", "Competes without having been promoted: %1."})
            .arg(teams);
    if (flag.kind == "deferred") return words.say({"Bảo lưu %1: %2.", "Deferred, %1: %2."}).arg(tier, teams);
    if (flag.kind == "vote_needed")
        return words.say({"Cần biểu quyết cho %1: %2.", "A vote is needed for %1: %2."}).arg(tier, teams);
    if (flag.kind == "award_held") return words.say({"Tạm giữ %1: %2.", "Held, %1: %2."}).arg(tier, teams);
    if (flag.kind == "over_quota")
        return words.say({"%1 vượt số giải quy định.", "%1 is over its quota."}).arg(tier);
    if (flag.kind == "over_budget")
        return words.say({"Tổng tiền giải vượt kinh phí.", "The prize money is over the budget."});
    if (flag.kind == "discrepancy")
        return words.say({"Giám khảo chấm chênh lệch nhiều: %1.", "Judges differ widely: %1."}).arg(teams);
    if (flag.kind == "decision_unused")
        return words.say({"Có quyết định không còn dùng đến.", "A decision has nothing left to decide."});
    if (flag.kind == "decision_needed" || flag.kind == "undecided")
        return teams.isEmpty()
                   ? words.say({"Có trận chưa phân thắng bại.", "A match is not decided."})
                   : words.say({"Trận chưa phân thắng bại: %1.", "A match is not decided: %1."}).arg(teams);
    return text_of(flag.kind) + (teams.isEmpty() ? QString() : QStringLiteral(": ") + teams);
}

}  // namespace sandau::station
