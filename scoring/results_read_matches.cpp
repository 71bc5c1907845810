#include <algorithm>

#include "scoring/results_reader.h"

namespace sandau {

namespace {

class MatchReader {
public:
    MatchReader(DocumentReader& reader, const ResultsContext& context, const Stage& stage,
                const StageResults& results)
        : reader_(reader), context_(context), stage_(stage) {
        for (const auto& [group, entries] : results.groups)
            for (const EntryId& entry : entries) group_of_.emplace(entry, group);
        has_groups_ = !results.groups.empty();
    }

    MatchSheet read(ObjectReader& one) {
        MatchSheet match;
        if (const Json* id = one.need("id")) match.id = MatchId(reader_.text(*id, one.at("id")).value_or(""));
        const bool table = stage_.is_table();
        const Json* sides = table ? one.need("sides") : one.find("sides");
        // The game until the sides say which division plays: only with a map of games does it matter.
        game_ = &*stage_.divisions.front().game;
        if (sides != nullptr) read_sides(*sides, one.at("sides"), match);
        if (table) {
            read_group(one, match);
            if (const Json* round = one.find("round"); round != nullptr && !round->is_null())
                match.round = reader_.whole(*round, one.at("round"), 0, count_max);
        }
        read_status_of_sides(one, match);
        read_items(one, match);
        read_shared(one, match);
        read_instant_win(one, match);
        if (game_->kind == GameKind::Series) read_bouts(one, match);
        return match;
    }

private:
    bool is_side(const std::string& side) const {
        return std::find(game_->sides.begin(), game_->sides.end(), SideId(side)) != game_->sides.end();
    }

    /// Each member of an object by side.
    template <class Read>
    void for_each_side(const Json& map, const std::string& path, Read read) {
        if (map.as_object() == nullptr) return reader_.wrong_type(map, path, "@type.object");
        for (const auto& [side, value] : *map.as_object()) {
            if (is_comment(side)) continue;
            if (!is_side(side)) {
                reader_.error(path_to(path, side), "results.unknown_side", {{"id", side}});
                continue;
            }
            read(SideId(side), value, path_to(path, side));
        }
    }

    void read_sides(const Json& sides, const std::string& path, MatchSheet& match) {
        match.sides.emplace();
        std::set<std::string> seen;
        const DivisionPlay* first_play = nullptr;
        const std::size_t before = reader_.problem_count();
        for_each_side(sides, path, [&](const SideId& side, const Json& value, const std::string& side_path) {
            (*match.sides)[side] = std::nullopt;
            if (value.is_null()) return;
            const std::optional<std::string> id = reader_.text(value, side_path);
            if (!id) return;
            const DivisionPlay* play = find_play(reader_, context_, stage_, *id, side_path);
            if (play == nullptr) return;
            if (!seen.insert(*id).second)
                return reader_.error(side_path, "results.plays_itself", {{"id", *id}});
            if (first_play == nullptr) {
                first_play = play;
                game_ = &*play->game;
            } else if (stage_.several_games && play != first_play) {
                reader_.error(side_path, "results.divisions_differ", {{"id", *id}});
            }
            (*match.sides)[side] = EntryId(*id);
        });
        if (!stage_.is_table() || reader_.problem_count() > before) return;
        for (const SideId& side : game_->sides)
            if (!match.sides->contains(side))
                reader_.error(path_to(path, side.text), "document.missing_key", {{"key", side.text}});
        // One open side of two is a bye; nothing else may be open.
        if (seen.empty() || (game_->sides.size() > 2 && seen.size() < game_->sides.size()))
            reader_.error(path, "results.open_side");
    }

    void read_group(ObjectReader& one, MatchSheet& match) {
        if (const Json* group = one.find("group"); group != nullptr && !group->is_null())
            match.group = reader_.text(*group, one.at("group"));
        if (!has_groups_) {
            if (match.group) reader_.error(one.at("group"), "results.unknown_group", {{"id", *match.group}});
            return;
        }
        if (!match.sides) return;
        std::optional<std::string> group = match.group;
        for (const SideId& side : game_->sides) {
            const auto given = match.sides->find(side);
            if (given == match.sides->end() || !given->second) continue;
            const EntryId* entry = &*given->second;
            const auto found = group_of_.find(*entry);
            const std::string path = path_to(one.at("sides"), side.text);
            if (found == group_of_.end()) {
                reader_.error(path, "results.entry_in_no_group", {{"id", entry->text}});
            } else if (group && *group != found->second) {
                reader_.error(path, "results.entry_of_another_group",
                              {{"id", entry->text}, {"group", found->second}, {"expected", *group}});
            } else {
                group = found->second;
            }
        }
    }

    void read_status_of_sides(ObjectReader& one, MatchSheet& match) {
        const Json* status = one.find("status");
        if (status == nullptr) return;
        match.status.emplace();
        for_each_side(
            *status, one.at("status"), [&](const SideId& side, const Json& value, const std::string& path) {
                const std::optional<RunStatus> read = read_status(reader_, value, path);
                if (!read) return;
                if (*read == RunStatus::Dnf || *read == RunStatus::Void)
                    return reader_.error(path, "document.bad_choice",
                                         {{"found", std::string(to_text(*read))}, {"known", "OK, DNS, DSQ"}});
                (*match.status)[side] = *read;
            });
    }

    void read_items(ObjectReader& one, MatchSheet& match) {
        const Json* items = one.find("items");
        if (items == nullptr) return;
        match.items.emplace();
        for_each_side(
            *items, one.at("items"), [&](const SideId& side, const Json& value, const std::string& path) {
                (*match.items)[side] = read_sheet_values(
                    reader_, value, path, [&](const std::string& id) { return game_->item(id) != nullptr; },
                    "results.unknown_item");
            });
    }

    void read_shared(ObjectReader& one, MatchSheet& match) {
        const Json* shared = one.find("shared");
        if (shared == nullptr) return;
        match.shared.emplace();
        if (shared->as_object() == nullptr)
            return reader_.wrong_type(*shared, one.at("shared"), "@type.object");
        for (const auto& [id, value] : *shared->as_object()) {
            if (is_comment(id)) continue;
            const std::string path = path_to(one.at("shared"), id);
            const SharedState* state = game_->shared_state(id);
            if (state == nullptr) {
                reader_.error(path, "results.unknown_shared", {{"id", id}});
                continue;
            }
            if (value.is_null()) continue;
            state->kind == SharedKind::Grid ? check_grid(*state, value, path)
                                            : check_stacks(*state, value, path);
            (*match.shared)[id] = value;
        }
    }

    void check_side_value(const Json& value, const std::string& path) {
        const std::optional<std::string> side = reader_.text(value, path);
        if (side && !is_side(*side)) reader_.error(path, "results.unknown_side", {{"id", *side}});
    }

    void check_grid(const SharedState& state, const Json& value, const std::string& path) {
        const auto wrong_size = [&](const std::string& at, std::size_t found, std::size_t needed) {
            reader_.error(at, "definition.matrix_size",
                          {{"found", std::to_string(found)}, {"needed", std::to_string(needed)}});
        };
        const Json::Array* rows = reader_.array(value, path);
        if (rows == nullptr) return;
        if (rows->size() != state.rows) return wrong_size(path, rows->size(), state.rows);
        for (std::size_t r = 0; r < rows->size(); ++r) {
            const std::string row_path = path_to(path, r);
            const Json::Array* cells = reader_.array((*rows)[r], row_path);
            if (cells == nullptr) continue;
            if (cells->size() != state.cols) wrong_size(row_path, cells->size(), state.cols);
            for (std::size_t c = 0; c < cells->size(); ++c)
                if (!(*cells)[c].is_null()) check_side_value((*cells)[c], path_to(row_path, c));
        }
    }

    void check_stacks(const SharedState& state, const Json& value, const std::string& path) {
        const Json::Array* stacks = reader_.array(value, path);
        if (stacks == nullptr) return;
        if (stacks->size() > state.count)
            reader_.error(
                path, "definition.matrix_size",
                {{"found", std::to_string(stacks->size())}, {"needed", std::to_string(state.count)}});
        for (std::size_t s = 0; s < stacks->size(); ++s) {
            const std::string stack_path = path_to(path, s);
            if ((*stacks)[s].is_null()) continue;
            const Json::Array* stack = reader_.array((*stacks)[s], stack_path);
            for (std::size_t i = 0; stack != nullptr && i < stack->size(); ++i)
                check_side_value((*stack)[i], path_to(stack_path, i));
        }
    }

    void read_instant_win(ObjectReader& one, MatchSheet& match) {
        const Json* times = one.find("instant_win_ms");
        if (times == nullptr) return;
        match.instant_win_ms.emplace();
        for_each_side(*times, one.at("instant_win_ms"),
                      [&](const SideId& side, const Json& value, const std::string& path) {
                          if (value.is_null()) return;
                          if (const auto ms = reader_.whole(value, path, 0, ms_max))
                              (*match.instant_win_ms)[side] = Rational(*ms);
                      });
    }

    void read_bouts(ObjectReader& one, MatchSheet& match) {
        const Json* bouts = one.find("bouts");
        if (bouts == nullptr) return;
        match.bouts.emplace();
        const Json::Array* array = reader_.array(*bouts, one.at("bouts"));
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            ObjectReader bout_object(reader_, (*array)[i], path_to(one.at("bouts"), i));
            Bout bout;
            const Json* winner = bout_object.need("winner");
            if (winner != nullptr && !winner->is_null()) {
                check_side_value(*winner, bout_object.at("winner"));
                if (winner->as_string() != nullptr) bout.winner = SideId(*winner->as_string());
            }
            match.bouts->push_back(std::move(bout));
        }
    }

    DocumentReader& reader_;
    const ResultsContext& context_;
    const Stage& stage_;
    const Game* game_ = nullptr;
    std::map<EntryId, std::string> group_of_;
    bool has_groups_ = false;
};

}  // namespace

void read_groups(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                 StageResults& results) {
    const Json* map = object.find("groups");
    if (map == nullptr) return;
    DocumentReader& reader = object.reader();
    if (map->as_object() == nullptr) return reader.wrong_type(*map, object.at("groups"), "@type.object");
    std::set<EntryId> seen;
    for (const auto& [group, list] : *map->as_object()) {
        if (is_comment(group)) continue;
        const std::string path = path_to(object.at("groups"), group);
        std::vector<EntryId>& entries = results.groups[group];
        const Json::Array* array = reader.array(list, path);
        const DivisionPlay* first_play = nullptr;
        for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
            const std::string entry_path = path_to(path, i);
            const std::optional<std::string> id = reader.text((*array)[i], entry_path);
            if (!id) continue;
            const DivisionPlay* play = find_play(reader, context, stage, *id, entry_path);
            if (play == nullptr) continue;
            if (first_play == nullptr) first_play = play;
            if (play != first_play) reader.error(entry_path, "results.divisions_differ", {{"id", *id}});
            if (!seen.insert(EntryId(*id)).second)
                reader.error(entry_path, "results.entry_in_two_groups", {{"id", *id}});
            entries.emplace_back(*id);
        }
    }
}

void read_matches(ObjectReader& object, const ResultsContext& context, const Stage& stage,
                  StageResults& results) {
    const Json* list = object.find("matches");
    if (list == nullptr) return;
    DocumentReader& reader = object.reader();
    const Json::Array* array = reader.array(*list, object.at("matches"));
    if (array == nullptr) return;
    MatchReader matches(reader, context, stage, results);
    UniqueIds ids(reader);
    for (std::size_t i = 0; i < array->size(); ++i) {
        ObjectReader one(reader, (*array)[i], path_to(object.at("matches"), i));
        if (!one.is_object()) continue;
        MatchSheet match = matches.read(one);
        ids.take(match.id.text, one.at("id"));
        results.matches.push_back(std::move(match));
    }
}

}  // namespace sandau
