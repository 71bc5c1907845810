#include "documents/score_cells.h"

#include <algorithm>
#include <array>
#include <map>

#include "documents/exact_number.h"
#include "scoring/text_fold.h"

namespace sandau::documents {

namespace {

using Kind = Target::Kind;

constexpr std::array<std::string_view, 10> yes_words = {"x",    "v",    "1",   "co", "yes",
                                                        "true", "dung", "dat", "✓",  "✔"};
constexpr std::array<std::string_view, 7> no_words = {"0", "khong", "no", "false", "sai", "-", "k"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, const std::string& text) {
    return std::find(words.begin(), words.end(), text) != words.end();
}

std::string_view code_of(TimeFault fault) {
    switch (fault) {
        case TimeFault::TooFine:
            return "scores.time_too_fine";
        case TimeFault::Negative:
            return "scores.time_negative";
        case TimeFault::NotWhole:
            return "scores.time_not_whole";
        case TimeFault::NotATime:
        case TimeFault::None:
            break;
    }
    return "scores.not_a_time";
}

const Item* item_of(const Game* game, const std::string& id) {
    if (game == nullptr) return nullptr;
    for (const Item& item : game->items)
        if (item.id == id) return &item;
    return nullptr;
}

const Game* game_of(const Stage& stage, const DivisionId& division) {
    for (const DivisionPlay& play : stage.divisions)
        if (play.division == division && play.game) return &*play.game;
    return nullptr;
}

}  // namespace

std::optional<SheetStatus> status_of(const ImportMap& map, const std::string& text) {
    const std::string meaning = map.meaning("status", text).value_or(text);
    const auto words = enum_words(SheetStatus{});
    const std::string folded = fold_text(meaning);
    for (std::size_t i = 0; i < words.size(); ++i)
        if (fold_text(words[i]) == folded) return static_cast<SheetStatus>(i);
    return std::nullopt;
}

struct ScoreCellReader::RunCells {
    std::size_t number = 0;
    std::vector<const FoundColumn*> columns;
};

std::optional<std::int64_t> ScoreCellReader::time(const SheetRow& row, const FoundColumn& column,
                                                  const std::string& text, bool in_seconds) {
    const ReadTime read = in_seconds ? time_of_seconds(text) : time_of_milliseconds(text);
    if (read.fault == TimeFault::None) return read.ms;
    problems_.cell(Severity::Error, std::string(code_of(read.fault)), row.number, column, {{"value", text}});
    return std::nullopt;
}

void ScoreCellReader::number(const SheetRow& row, const FoundColumn& column, const std::string& text,
                             const std::string& name, Json& into) {
    if (const std::optional<std::string> exact = exact_number(text)) {
        into.set(name, Json(Json::Number{*exact}));
    } else {
        problems_.cell(Severity::Error, "scores.not_a_number", row.number, column, {{"value", text}});
    }
}

void ScoreCellReader::read_item(const SheetRow& row, const FoundColumn& column, const Item& item,
                                const std::string& text, commands::ImportedRun& run) {
    switch (item.kind) {
        case ItemKind::Count:
        case ItemKind::Table:
        case ItemKind::Number:
        case ItemKind::Penalty:
            number(row, column, text, item.id, run.items);
            return;
        case ItemKind::Time:
            if (const auto ms = time(row, column, text, false)) run.items.set(item.id, Json(*ms));
            return;
        case ItemKind::Flag: {
            const std::string folded = fold_text(text);
            if (is_one_of(yes_words, folded) || is_one_of(no_words, folded)) {
                run.items.set(item.id, Json(is_one_of(yes_words, folded)));
            } else {
                problems_.cell(Severity::Error, "scores.not_a_flag", row.number, column, {{"value", text}});
            }
            return;
        }
        case ItemKind::Choice: {
            std::string options;
            const std::string folded = fold_text(text);
            for (const ChoiceOption& option : item.options) {
                if (option.id == text || fold_text(option.name.vi) == folded ||
                    fold_text(option.name.en) == folded || fold_text(option.id) == folded) {
                    run.items.set(item.id, Json(option.id));
                    return;
                }
                options += (options.empty() ? "" : ", ") + option.id;
            }
            problems_.cell(Severity::Error, "scores.unknown_option", row.number, column,
                           {{"value", text}, {"options", options}});
            return;
        }
    }
}

void ScoreCellReader::read_run_cell(const SheetRow& row, const FoundColumn& column, const Game* game,
                                    commands::ImportedRun& run) {
    const std::string text = view_.text(row, column.column);
    if (text.empty() || status_of(map_, text)) return;
    if (column.target.kind == Kind::RunItem) {
        if (const Item* item = item_of(game, column.target.id)) {
            read_item(row, column, *item, text, run);
        } else {
            problems_.cell(Severity::Error, "scores.item_not_in_division", row.number, column,
                           {{"item", column.target.id}});
        }
    } else if (column.target.kind == Kind::RunStatus) {
        problems_.cell(Severity::Error, "scores.unknown_status", row.number, column, {{"value", text}});
    } else {
        run.time_ms = time(row, column, text, column.target.kind == Kind::RunTimeS);
    }
}

void ScoreCellReader::read_run(const SheetRow& row, const RunCells& cells, const Game* game,
                               ReadScores& out) {
    commands::ImportedRun run;
    std::optional<SheetStatus> status;
    bool is_empty = true;
    for (const FoundColumn* column : cells.columns) {
        const std::string text = view_.text(row, column->column);
        if (text.empty()) continue;
        is_empty = false;
        const std::optional<SheetStatus> said = status_of(map_, text);
        if (!said) continue;
        if (status && *status != *said)
            problems_.cell(Severity::Error, "scores.status_conflict", row.number, *column, {{"value", text}});
        status = said;
    }
    if (is_empty) return;
    if (status) run.status = *status;
    for (const FoundColumn* column : cells.columns) read_run_cell(row, *column, game, run);
    out.run_numbers.push_back(cells.number);
    out.result.runs.push_back(std::move(run));
}

void ScoreCellReader::read_figure(const SheetRow& row, const FoundColumn& column, Json& scores) {
    const std::string text = view_.text(row, column.column);
    if (text.empty()) return;
    const auto found = std::find_if(context_.stage.columns.begin(), context_.stage.columns.end(),
                                    [&](const Column& one) { return one.id == column.target.id; });
    CHECK(found != context_.stage.columns.end(), "columns of scores are checked with the header");
    switch (found->kind) {
        case ColumnKind::Number:
            number(row, column, text, found->id, scores);
            return;
        case ColumnKind::Time:
            if (const auto ms = time(row, column, text, false)) scores.set(found->id, Json(*ms));
            return;
        case ColumnKind::Text:
            scores.set(found->id, Json(text));
            return;
    }
}

ReadScores ScoreCellReader::read(const SheetRow& row, const DivisionId& division) {
    ReadScores out;
    out.sheet_row = row.number;
    std::map<std::size_t, RunCells> runs;
    for (const FoundColumn& column : header_.columns) {
        if (column.target.kind == Kind::Score) read_figure(row, column, out.result.scores);
        if (!column.target.is_of_run()) continue;
        RunCells& cells = runs[column.target.index];
        cells.number = column.target.index;
        cells.columns.push_back(&column);
    }
    const Game* game = game_of(context_.stage, division);
    for (const auto& [number, cells] : runs) read_run(row, cells, game, out);
    // A later run without an earlier one becomes the first; that is seldom what was meant.
    for (std::size_t i = 0; i < out.run_numbers.size(); ++i) {
        if (out.run_numbers[i] == i) continue;
        problems_.cell(Severity::Warning, "scores.run_gap", row.number,
                       *runs[out.run_numbers[i]].columns.front(),
                       {{"run", std::to_string(out.run_numbers[i] + 1)}, {"becomes", std::to_string(i + 1)}});
        break;
    }
    return out;
}

}  // namespace sandau::documents
