#include "station/rank_words.h"

#include <QStringList>

#include "station/run_steps.h"

namespace sandau::station {

namespace {

struct KeyWords {
    std::string_view key;
    Phrase words;
};
constexpr KeyWords known_keys[] = {
    {"agg", {"Tổng điểm", "Score"}},
    {"sum_time_ms", {"Tổng thời gian", "Total time"}},
    {"min_time_ms", {"Thời gian ngắn nhất", "Best time"}},
    {"runs_counted", {"Số lượt tính", "Runs counted"}},
    {"points", {"Điểm bảng", "Points"}},
    {"played", {"Số trận", "Played"}},
    {"wins", {"Thắng", "Wins"}},
    {"draws", {"Hòa", "Draws"}},
    {"losses", {"Thua", "Losses"}},
    {"ratio", {"Tỉ lệ phiếu", "Share of votes"}},
    {"diff_total", {"Hiệu số", "Difference"}},
    {"head_to_head", {"Đối đầu trực tiếp", "Head to head"}},
};

bool is_time(const std::string& key) {
    return key.ends_with("_ms") || key.starts_with("time_of_best_");
}

}  // namespace

QString derived_name(const Words& words, const Stage& stage, const std::string& id) {
    for (const DivisionPlay& play : stage.divisions) {
        if (!play.game) continue;
        if (const auto at = play.game->derived_index(id); at && !play.game->derived[*at].name.empty())
            return words.say(play.game->derived[*at].name);
    }
    if (id == "task") return words.say({"điểm nhiệm vụ", "task points"});
    if (id == "time_pts") return words.say({"điểm thời gian", "time points"});
    if (id == "total") return words.say({"điểm lượt", "run points"});
    return text_of(id);
}

QString key_name(const Words& words, const Stage& stage, const std::string& key) {
    for (const KeyWords& known : known_keys)
        if (known.key == key) return words.say(known.words);
    if (key.starts_with("best_")) {
        const QString number = text_of(key.substr(5));
        return number == u'1' ? words.say({"Lượt tốt nhất", "Best run"})
                              : words.say({"Lượt tốt thứ %1", "Best run %1"}).arg(number);
    }
    if (key.starts_with("time_of_best_")) {
        const QString number = text_of(key.substr(13));
        return number == u'1' ? words.say({"Thời gian lượt tốt nhất", "Time of best run"})
                              : words.say({"Thời gian lượt tốt thứ %1", "Time of best run %1"}).arg(number);
    }
    if (key.starts_with("sum_"))
        return words.say({"Tổng %1", "Total %1"}).arg(derived_name(words, stage, key.substr(4)));
    if (key.starts_with("mean_"))
        return words.say({"Trung bình %1", "Mean %1"}).arg(derived_name(words, stage, key.substr(5)));
    if (const Column* column = stage.column(key); column != nullptr && !column->name.empty())
        return words.say(column->name);
    return text_of(key);
}

QString key_value(const Words& words, const std::string& key, const Figure& figure) {
    if (!figure) return QStringLiteral("–");
    if (is_time(key))
        if (const std::optional<std::int64_t> ms = figure->as_int64()) return words.time(*ms);
    return words.figure(figure->text());
}

namespace {
const Figure* value_of(const StandingRow& row, const std::string& key) {
    for (const auto& [name, figure] : row.values)
        if (name == key) return &figure;
    return nullptr;
}
}  // namespace

QString why_below(const Words& words, const Stage& stage, const StandingRow& above, const QString& above_name,
                  const StandingRow& below, const QString& below_name) {
    QStringList level;
    for (const RankKey& key : stage.rank) {
        const std::string& name = key.key.text;
        const Figure* upper = value_of(above, name);
        const Figure* lower = value_of(below, name);
        if (upper == nullptr || lower == nullptr) continue;
        const QString shown = key_name(words, stage, name);
        if (*upper == *lower) {
            level << words.say({"%1 bằng nhau (%2)", "%1 is level (%2)"})
                         .arg(shown, key_value(words, name, *upper));
            continue;
        }
        const QString decided =
            key.order == Order::Descending ? words.say({"%1: %2 cao hơn %3", "%1: %2 is more than %3"})
            : is_time(name)                ? words.say({"%1: %2 ngắn hơn %3", "%1: %2 is shorter than %3"})
                                           : words.say({"%1: %2 thấp hơn %3", "%1: %2 is less than %3"});
        level << decided.arg(shown, key_value(words, name, *upper), key_value(words, name, *lower));
        return words.say({"%1 xếp trên %2. %3.", "%1 stands above %2. %3."})
            .arg(above_name, below_name, level.join(QStringLiteral("; ")));
    }
    if (below.decided_by && below.decided_by->starts_with("decision:"))
        return words
            .say({"%1 xếp trên %2. %3; Ban Tổ chức quyết định.",
                  "%1 stands above %2. %3; the committee decided."})
            .arg(above_name, below_name, level.join(QStringLiteral("; ")));
    return words.say({"%1 và %2 đồng hạng. %3.", "%1 and %2 share the place. %3."})
        .arg(above_name, below_name, level.join(QStringLiteral("; ")));
}

QString why_unranked(const Words& words, const std::string& code) {
    if (code == "no_counted_run") return words.say({"chưa có lượt thi nào được tính", "no run counts yet"});
    if (code == "no_score") return words.say({"chưa có điểm", "no score yet"});
    if (code == "panel_below_minimum") return words.say({"chưa đủ giám khảo chấm", "too few judges"});
    if (code == "still_in") return words.say({"còn đang thi đấu", "still in"});
    return text_of(code);
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
        return words.say({"Có trận chưa phân thắng bại.", "A match is not decided."});
    return text_of(flag.kind) + (teams.isEmpty() ? QString() : QStringLiteral(": ") + teams);
}

}  // namespace sandau::station
