// Random sheets of the rules that are given, each as a seat is shown it: what is on it, and what the host
// says it comes to. The page's own figures are held against them.
//   web_random_sheets SEED DEFINITION…
// One line for each game of a stage, as the rules are and with totals drawn at random:
// {"rules","drawn","definition","sheets":[…]}.

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "scoring/contest.h"
#include "scoring/definition.h"
#include "scoring/random.h"
#include "server/views.h"

namespace sandau {
namespace {

constexpr int sheets_as_they_are = 80;
constexpr int totals_drawn = 25;
constexpr int sheets_of_a_drawn_total = 12;
constexpr std::size_t depth_max = 5;

class Drawing {
public:
    explicit Drawing(std::uint64_t seed) : random_(seed) {}

    bool once_in(std::size_t so_many) { return random_.below(so_many) == 0; }
    std::int64_t from_to(std::int64_t least, std::int64_t most) {
        return least + static_cast<std::int64_t>(random_.below(static_cast<std::size_t>(most - least + 1)));
    }
    template <class T>
    const T& one_of(const std::vector<T>& list) {
        return list[random_.below(list.size())];
    }
    /// "12.75": of up to three decimals.
    std::string decimal(std::int64_t most) {
        const std::string whole = std::to_string(from_to(0, most));
        return once_in(2) ? whole : whole + "." + std::to_string(from_to(0, 999));
    }

private:
    Random random_;
};

/// What somebody may have entered: mostly what is right, now and then what is not.
class Entering {
public:
    explicit Entering(Drawing& draw) : draw_(draw) {}

    Json items(const Game& game) {
        Json items{Json::Object{}};
        for (const Item& item : game.items)
            if (!draw_.once_in(6)) items.set(item.id, draw_.once_in(12) ? anything() : value(item));
        return items;
    }

    Json shared(const Game& game) {
        std::vector<Json> sides;
        for (const SideId& side : game.sides) sides.emplace_back(side.text);
        Json state{Json::Object{}};
        for (const SharedState& one : game.shared) {
            Json rows{Json::Array{}};
            const bool grid = one.kind == SharedKind::Grid;
            for (std::size_t row = 0; row < (grid ? one.rows : one.count); ++row) {
                Json cells{Json::Array{}};
                const auto most = static_cast<std::int64_t>(one.cap);
                const auto count = grid ? static_cast<std::int64_t>(one.cols) : draw_.from_to(0, most + 1);
                for (std::int64_t cell = 0; cell < count; ++cell)
                    cells.push_back(grid && draw_.once_in(3) ? Json() : draw_.one_of(sides));
                rows.push_back(std::move(cells));
            }
            state.set(one.id, std::move(rows));
        }
        return state;
    }

private:
    Json anything() {
        return draw_.one_of(std::vector<Json>{Json(), Json(true), Json("x"), Json("2.5"), Json("1e2"),
                                              Json(Json::Number{"-3"}), Json(Json::Number{"0.125"})});
    }
    Json value(const Item& item) {
        switch (item.kind) {
            case ItemKind::Flag:
                return Json(draw_.once_in(2));
            case ItemKind::Choice:
                return Json(draw_.one_of(item.options).id);
            case ItemKind::Number: {
                std::string text = (draw_.once_in(4) ? "-" : "") + draw_.decimal(400);
                return draw_.once_in(2) ? Json(text) : Json(Json::Number{text});
            }
            case ItemKind::Time:
                return Json(draw_.from_to(0, 700'000));
            case ItemKind::Count:
            case ItemKind::Table:
            case ItemKind::Penalty:
                break;
        }
        const auto most = item.max ? item.max->as_int64().value_or(8) : 8;
        return Json(draw_.from_to(0, most + 1));
    }

    Drawing& draw_;
};

/// A total that a contest might have had, of everything that a formula can say.
class Totals {
public:
    Totals(Drawing& draw, const Game& game) : draw_(draw) {
        const bool two = game.sides.size() == 2;
        for (const Item& item : game.items) {
            names_.push_back(item.id);
            const bool worth = item.points || item.kind == ItemKind::Choice || item.kind == ItemKind::Table;
            if (worth) names_.push_back("POINTS(" + item.id + ")");
            if (worth && two) names_.push_back("POINTS(other." + item.id + ")");
            if (two) names_.push_back("other." + item.id);
        }
        for (const SharedState& one : game.shared) {
            if (one.kind == SharedKind::Stacks) {
                names_.push_back("OWN_COUNT(" + one.id + ")");
                const std::string full = draw.once_in(2) ? "TRUE" : "0",
                                  on_top = draw.once_in(2) ? "1" : "FALSE";
                names_.push_back("STACKS_WHERE(" + one.id + ", 1.5, " + full + ", " + on_top + ")");
                continue;
            }
            for (const char* call : {"CELLS_OWNED(", "HAS_LINE("}) names_.push_back(call + one.id + ")");
            if (one.points || !one.points_by_side.empty()) names_.push_back("CELL_POINTS(" + one.id + ")");
            names_.push_back("ROW_OWNED(" + one.id + ", 1)");
            names_.push_back("COL_OWNED(" + one.id + ", 0)");
        }
        if (game.kind == GameKind::Run) names_.emplace_back("time_ms");
        if (game.kind == GameKind::Series) names_.emplace_back("bouts_won");
    }

    std::string formula(std::size_t depth = 0) {
        if (depth == depth_max || draw_.once_in(5))
            return names_.empty() || draw_.once_in(3) ? draw_.decimal(40) : draw_.one_of(names_);
        const auto part = [&] { return formula(depth + 1); };
        switch (draw_.from_to(0, 12)) {
            case 0:
            case 1:
            case 2:
            case 3:
                return "(" + part() + draw_.one_of(binary_) + part() + ")";
            case 4:
                return "IF(" + part() + ", " + part() + ", " + part() + ")";
            case 5:
            case 6:
                return draw_.one_of(many_) + "(" + part() + ", " + part() + ", " + part() + ")";
            case 7:
                return "ROUND(" + part() + ", " + std::to_string(draw_.from_to(-2, 3)) + ")";
            case 8:
                return "MOD(" + part() + ", " + part() + ")";
            case 9:
                return "IFMISSING(" + part() + ", " + part() + ")";
            case 10:
                return "-" + part();
            default:
                return draw_.one_of(one_) + "(" + part() + ")";
        }
    }

private:
    Drawing& draw_;
    std::vector<std::string> names_;
    const std::vector<std::string> binary_{" + ",  " - ", " * ",  " / ", " = ",
                                           " <> ", " < ", " <= ", " > ", " >= "};
    const std::vector<std::string> many_{"AND", "OR", "MIN", "max", "Sum"};
    const std::vector<std::string> one_{"NOT", "ABS", "FLOOR", "CEILING"};
};

Json run_sheet(const Contest& contest, const Stage& stage, const DivisionId& division, Drawing& draw) {
    Contest with_entry = contest;
    Entry entry;
    entry.id = EntryId("T1");
    entry.division = division;
    with_entry.table<Entry>().set("T1", entry);
    Sheet sheet;
    sheet.id = RunId(stage.id.text + ".T1.1");
    sheet.stage = stage.id;
    sheet.entry = entry.id;
    const std::vector<SheetStatus> ended{SheetStatus::DNF, SheetStatus::DNS, SheetStatus::DSQ,
                                         SheetStatus::VOID};
    if (draw.once_in(4)) sheet.content.status = draw.one_of(ended);
    sheet.content.items = Entering(draw).items(*stage.division(division)->game);
    if (!draw.once_in(4)) sheet.content.time_ms = draw.from_to(0, 200'000);
    return server::sheet_view(with_entry, sheet);
}

Json match_sheet(const Contest& contest, const Stage& stage, const DivisionId& division, Drawing& draw) {
    const Game& game = *stage.division(division)->game;
    Match match;
    match.id = MatchId(stage.id.text + ".m1");
    match.stage = stage.id;
    match.division = division;
    Sheet sheet;
    sheet.id = match.played();
    sheet.stage = stage.id;
    MatchContent& content = sheet.content.match.emplace();
    for (const SideId& side : game.sides) {
        SideContent& one = content.sides[side.text];
        one.entry = EntryId("T" + side.text);
        if (draw.once_in(8)) one.status = draw.once_in(2) ? SheetStatus::DNS : SheetStatus::DSQ;
        one.items = Entering(draw).items(game);
        match.sides[side.text] = one.entry;
    }
    content.shared = Entering(draw).shared(game);
    for (std::int64_t bouts = game.bouts ? draw.from_to(0, game.bouts->max) : 0; bouts > 0; --bouts) {
        BoutContent& bout = content.bouts.emplace_back();
        if (!draw.once_in(4)) bout.winner = draw.one_of(game.sides);
    }
    return server::match_sheet_view(contest, match, sheet);
}

/// `total`: of which the rules' own was replaced; empty: of none.
void print_sheets(const std::string& rules, const Definition& definition, int count, const std::string& total,
                  Drawing& draw) {
    Contest contest;
    contest.definition = std::make_shared<const Definition>(definition);
    for (const Stage& stage : definition.stages) {
        const bool runs = stage.format == StageFormat::Runs;
        if (!runs && !stage.is_table() && !stage.is_elimination()) continue;
        for (const DivisionPlay& play : stage.divisions) {
            Json sheets{Json::Array{}}, rules_shown;
            for (int n = 0; n < count; ++n) {
                Json sheet = runs ? run_sheet(contest, stage, play.division, draw)
                                  : match_sheet(contest, stage, play.division, draw);
                rules_shown = *sheet.find("definition");
                sheets.push_back(std::move(sheet.set("definition", nullptr)));
            }
            Json line;
            line.set("rules", rules + " " + stage.id.text + " " + play.division.text).set("drawn", total);
            line.set("definition", std::move(rules_shown)).set("sheets", std::move(sheets));
            std::cout << write_json(line) << "\n";
        }
    }
}

/// The rules with another total in each game; nothing where they would not pass.
std::optional<Definition> with_drawn_totals(const Definition& rules, Json document, std::string& drawn,
                                            Drawing& draw) {
    Json::Object* games = document.find("games") != nullptr ? document.find("games")->as_object() : nullptr;
    if (games == nullptr) return std::nullopt;
    for (auto& [id, game] : *games) {
        const auto game_rules = std::find_if(rules.games.begin(), rules.games.end(),
                                             [&](const Game& one) { return one.id.text == id; });
        Json* derived = game.find("derived");
        if (derived == nullptr) continue;
        for (Json& one : *derived->as_array()) {
            if (*one.find("id")->as_string() != "total") continue;
            const std::string formula = Totals(draw, *game_rules).formula();
            drawn += formula + "; ";
            one.set("formula", formula);
        }
    }
    DefinitionReading reading = read_definition(document);
    if (!reading.ok()) return std::nullopt;
    return std::move(reading.definition);
}

int print_all(std::uint64_t seed, const std::vector<std::string>& files) {
    Drawing draw(seed);
    for (const std::string& file : files) {
        std::ifstream in(file, std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        const Result<Json> document = read_json(text);
        const DefinitionReading reading = read_definition(text);
        if (!document || !reading.ok()) {
            std::cerr << file << "\n";
            return 1;
        }
        print_sheets(file, reading.definition, sheets_as_they_are, "", draw);
        for (int n = 0; n < totals_drawn; ++n) {
            std::string drawn;
            if (const auto rules = with_drawn_totals(reading.definition, *document, drawn, draw))
                print_sheets(file, *rules, sheets_of_a_drawn_total, drawn, draw);
        }
    }
    return 0;
}

}  // namespace
}  // namespace sandau

int main(int count, char** arguments) {
    if (count < 3) {
        std::cerr << "web_random_sheets SEED DEFINITION…\n";
        return 2;
    }
    return sandau::print_all(std::stoull(arguments[1]), {arguments + 2, arguments + count});
}
