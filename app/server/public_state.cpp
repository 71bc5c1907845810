#include "server/public_state.h"

#include <algorithm>
#include <chrono>

#include "server/parse.h"
#include "server/secrets.h"

namespace sandau::server {

namespace {

constexpr std::size_t bodies_max = 64;

SharedText shared(const Json& json) {
    return std::make_shared<const std::string>(write_json(json));
}

ResourceTexts texts_of(std::vector<Resource> resources) {
    ResourceTexts texts;
    for (auto& [key, json] : resources) texts.emplace(std::move(key), shared(json));
    return texts;
}

template <class... Records>
bool same_tables(const Contest* before, const Contest& after) {
    return before != nullptr && (after.table<Records>().same_as(before->table<Records>()) && ...);
}

bool same_rules(const Contest* before, const Contest& after) {
    return before != nullptr && before->definition == after.definition &&
           same_tables<Settings>(before, after);
}

template <class T, class Changed>
void for_each_change(const Contest& before, const Contest& after, Changed&& changed) {
    after.table<T>().for_each_change(before.table<T>(), changed);
}

void append_member(std::string& json, std::string_view key, std::string_view value, bool& first) {
    if (!first) json += ',';
    first = false;
    json += write_json(Json(key));
    json += ':';
    json += value;
}

TaggedBody tagged(std::string body) {
    std::string etag = "\"" + keyed_hash("etag", body).substr(0, 24) + "\"";
    return {std::make_shared<const std::string>(std::move(body)), std::move(etag)};
}

std::string array_of(const ResourceTexts& texts, std::string_view prefix) {
    std::string array = "[";
    for (auto text = texts.lower_bound(prefix); text != texts.end() && text->first.starts_with(prefix);
         ++text) {
        if (array.size() > 1) array += ',';
        array += *text->second;
    }
    return array + "]";
}

}  // namespace

Change take_over(ResourceTexts& current, ResourceTexts next) {
    Change change;
    auto old = current.begin();
    for (auto& [key, text] : next) {
        while (old != current.end() && old->first < key) change.gone.push_back((old++)->first);
        const bool there = old != current.end() && old->first == key;
        // The old text stays where it says the same: who holds it need not ask again.
        if (there && (old->second == text || *old->second == *text)) {
            text = old->second;
        } else {
            change.set.emplace_back(key, text);
        }
        if (there) ++old;
    }
    for (; old != current.end(); ++old) change.gone.push_back(old->first);
    current = std::move(next);
    return change;
}

void take_over(ResourceTexts& current, std::string key, SharedText text, Change& change) {
    const auto old = current.find(key);
    if (!text) {
        if (old == current.end()) return;
        current.erase(old);
        change.gone.push_back(std::move(key));
        return;
    }
    if (old != current.end() && *old->second == *text) return;
    current[key] = text;
    change.set.emplace_back(std::move(key), std::move(text));
}

std::string patch_json(Seq seq, const Change& change) {
    std::string json = "{\"seq\":" + std::to_string(seq) + ",\"set\":{";
    bool first = true;
    for (const auto& [key, text] : change.set) append_member(json, key, *text, first);
    json += "},\"gone\":[";
    for (std::size_t i = 0; i < change.gone.size(); ++i) {
        if (i > 0) json += ',';
        json += write_json(Json(change.gone[i]));
    }
    return json + "]}";
}

SharedText event_text(std::string_view event, std::string_view id, std::string_view data) {
    std::string text;
    text.reserve(event.size() + id.size() + data.size() + 32);
    text.append("event: ").append(event).append("\n");
    if (!id.empty()) text.append("id: ").append(id).append("\n");
    text.append("data: ").append(data).append("\n\n");
    return std::make_shared<const std::string>(std::move(text));
}

PublicState::PublicState(std::function<Instant()> now, std::size_t resume_bytes)
    : now_(std::move(now)), clock_{now_()}, run_id_(make_token().substr(0, 8)), resume_bytes_(resume_bytes) {}

PublicState::News PublicState::update(const SnapshotPtr& snapshot) {
    const SnapshotPtr before_held = snapshot_;
    const Contest* before = before_held ? before_held->contest.get() : nullptr;
    if (before_held && before_held->status.epoch != snapshot->status.epoch) {
        // Another file: nothing of what was sent holds any more, and every reader starts anew.
        before = nullptr;
        sent_.clear();
        sent_bytes_ = 0;
        forgotten_seq_ = -1;
    }
    const bool anew = before == nullptr && before_held != nullptr;
    snapshot_ = snapshot;
    find_touched_stages(before, *snapshot->contest);
    Change change;
    for (std::size_t i = 0; i < group_count; ++i) {
        Collected& collected = groups_[i];
        Change part = change_of(static_cast<Group>(i), before, *snapshot);
        if (part.empty()) continue;
        collected.changed_seq = seq();
        collected.bodies.clear();
        std::move(part.set.begin(), part.set.end(), std::back_inserter(change.set));
        std::move(part.gone.begin(), part.gone.end(), std::back_inserter(change.gone));
    }
    if (change.empty() && !anew) return {};
    snapshot_tail_ = nullptr;
    if (before_held == nullptr) return {};
    if (anew) return {nullptr, true};
    SharedText message = event_text("patch", event_id(), patch_json(seq(), change));
    remember(message, seq());
    return {message, false};
}

void PublicState::find_touched_stages(const Contest* before, const Contest& after) {
    touched_stages_.clear();
    entries_moved_ = before == nullptr || !same_rules(before, after) ||
                     !same_tables<StageEntrants, StageDraw, DecisionRecord, Organization>(before, after);
    if (before != nullptr)
        for_each_change<Entry>(*before, after, [&](const Entry* old, const Entry* now) {
            if (old == nullptr || now == nullptr || old->division != now->division ||
                old->state != now->state || old->organization != now->organization)
                entries_moved_ = true;
        });
    if (entries_moved_) {
        for (const Stage& stage : definition_of(after).stages) touched_stages_.insert(stage.id);
        return;
    }
    for_each_change<Sheet>(*before, after, [&](const Sheet* old, const Sheet* now) {
        const bool same = old != nullptr && now != nullptr && old->published == now->published;
        if (!same) touched_stages_.insert(now != nullptr ? now->stage : old->stage);
    });
    for_each_change<MarkRecord>(*before, after, [&](const MarkRecord* old, const MarkRecord* now) {
        const bool same = old != nullptr && now != nullptr && old->published == now->published;
        if (!same) touched_stages_.insert(now != nullptr ? now->stage : old->stage);
    });
    for_each_change<ImportedScores>(*before, after,
                                    [&](const ImportedScores* old, const ImportedScores* now) {
                                        touched_stages_.insert(now != nullptr ? now->stage : old->stage);
                                    });
    for_each_change<Publication>(*before, after, [&](const Publication* old, const Publication* now) {
        const std::string_view id = now != nullptr ? now->id : old->id;
        if (id.starts_with("ranking:")) touched_stages_.insert(StageId(std::string(id.substr(8))));
    });
}

Change PublicState::change_of(Group which, const Contest* before, const Snapshot& snapshot) {
    const Contest& contest = *snapshot.contest;
    ResourceTexts& texts = group(which).texts;
    switch (which) {
        case Group::Contest:
            if (same_rules(before, contest)) return {};
            return take_over(texts, {{"contest", shared(contest_view(contest))}});
        case Group::Entries:
            return change_of_entries(before, contest);
        case Group::Schedule:
            if (same_rules(before, contest) && same_tables<Publication>(before, contest) && !entries_moved_)
                return {};
            return take_over(texts, texts_of(schedule_views(contest)));
        case Group::Live:
            return take_over(texts, collect_live(snapshot));
        case Group::Results:
            return change_of_results(before, contest);
        case Group::Standings:
            return change_of_standings(contest);
        case Group::Matches:
            return change_of_matches(before, contest);
        case Group::Awards:
            if (same_rules(before, contest) && same_tables<Publication>(before, contest)) return {};
            return take_over(texts, texts_of(awards_views(contest)));
        case Group::Displays: {
            if (same_tables<DisplayChoice>(before, contest)) return {};
            ResourceTexts next;
            for (const DisplayChoice& display : contest.table<DisplayChoice>())
                next.emplace(key_of("display", display.id), shared(display_view(display)));
            return take_over(texts, std::move(next));
        }
    }
    return {};
}

Change PublicState::change_of_entries(const Contest* before, const Contest& after) {
    ResourceTexts& texts = group(Group::Entries).texts;
    const auto text_of = [&](const Entry& entry) {
        return is_public(entry) ? shared(entry_view(after, entry)) : nullptr;
    };
    if (same_rules(before, after) && same_tables<Organization, Person>(before, after)) {
        Change change;
        for_each_change<Entry>(*before, after, [&](const Entry* old, const Entry* now) {
            take_over(texts, key_of("entries", now != nullptr ? now->id.text : old->id.text),
                      now != nullptr ? text_of(*now) : nullptr, change);
        });
        return change;
    }
    ResourceTexts next;
    for (const Entry& entry : after.table<Entry>())
        if (SharedText text = text_of(entry)) next.emplace(key_of("entries", entry.id.text), std::move(text));
    return take_over(texts, std::move(next));
}

ResourceTexts PublicState::collect_live(const Snapshot& snapshot) const {
    const Contest& contest = *snapshot.contest;
    const Instant now = now_();
    ResourceTexts texts;
    for (const Field& field : contest.table<Field>()) {
        texts.emplace(key_of("fields", field.id.text), shared(field_view(contest, field)));
        if (const Run* run = contest.table<Run>().find(field.loaded.text))
            texts.emplace(key_of("runs", run->id.text), shared(run_view(snapshot, *run, clock_, now)));
    }
    return texts;
}

Change PublicState::change_of_results(const Contest* before, const Contest& after) {
    ResourceTexts& texts = group(Group::Results).texts;
    const auto text_of = [&](const Sheet& sheet) {
        const std::optional<Json> result = result_view(after, sheet);
        return result ? shared(*result) : nullptr;
    };
    if (!entries_moved_) {
        Change change;
        for_each_change<Sheet>(*before, after, [&](const Sheet* old, const Sheet* now) {
            take_over(texts, key_of("results", now != nullptr ? now->id.text : old->id.text),
                      now != nullptr ? text_of(*now) : nullptr, change);
        });
        return change;
    }
    ResourceTexts next;
    for (const Sheet& sheet : after.table<Sheet>())
        if (SharedText text = text_of(sheet)) next.emplace(key_of("results", sheet.id.text), std::move(text));
    return take_over(texts, std::move(next));
}

Change PublicState::change_of_standings(const Contest& contest) {
    ResourceTexts& texts = group(Group::Standings).texts;
    if (touched_stages_.empty()) return {};
    ResourceTexts next;
    for (const Stage& stage : definition_of(contest).stages) {
        if (touched_stages_.contains(stage.id)) {
            StageViews views = standings_views(contest, stage);
            next.merge(texts_of(std::move(views.standings)));
            match_standings_[stage.id] = std::move(views.matches);
            continue;
        }
        const std::string prefix = key_of("standings", stage.id.text) + "/";
        for (auto text = texts.lower_bound(prefix); text != texts.end() && text->first.starts_with(prefix);
             ++text)
            next.insert(*text);
    }
    return take_over(texts, std::move(next));
}

Change PublicState::change_of_matches(const Contest* before, const Contest& after) {
    ResourceTexts& texts = group(Group::Matches).texts;
    const Instant now = now_();
    const auto text_of = [&](const Match& match) {
        const auto& of_stage = match_standings_[match.stage];
        const auto standing = of_stage.find(match.name());
        return shared(
            match_view(after, match, standing != of_stage.end() ? &standing->second : nullptr, clock_, now));
    };
    std::set<std::string> touched;
    const auto touch = [&](const auto* old, const auto* is) { touched.insert((is ? is : old)->id.text); };
    if (entries_moved_) {
        ResourceTexts next;
        for (const Match& match : after.table<Match>())
            next.emplace(key_of("matches", match.id.text), text_of(match));
        return take_over(texts, std::move(next));
    }
    for_each_change<Match>(*before, after, touch);
    for_each_change<Sheet>(*before, after, touch);
    for_each_change<Field>(*before, after, [&](const Field* old, const Field* is) {
        for (const Field* field : {old, is})
            if (field != nullptr) touched.insert(field->loaded.text);
    });
    // The clock of one that is on a field may have run out; what is published may bring others further.
    for (const Field& field : after.table<Field>()) touched.insert(field.loaded.text);
    for (const Match& match : after.table<Match>())
        if (touched_stages_.contains(match.stage)) touched.insert(match.id.text);
    Change change;
    for (const std::string& id : touched) {
        const Match* match = after.table<Match>().find(id);
        take_over(texts, key_of("matches", id), match != nullptr ? text_of(*match) : nullptr, change);
    }
    return change;
}

void PublicState::remember(const SharedText& message, Seq seq_of_message) {
    sent_.push_back({seq_of_message, message});
    sent_bytes_ += message->size();
    while (sent_bytes_ > resume_bytes_) {
        forgotten_seq_ = sent_.front().seq;
        sent_bytes_ -= sent_.front().message->size();
        sent_.pop_front();
    }
}

std::string PublicState::event_id() const {
    return (snapshot_ ? snapshot_->status.epoch : std::string()) + "-" + run_id_ + "." +
           std::to_string(seq());
}

std::vector<SharedText> PublicState::snapshot_event(const ResourceTexts* more) {
    const std::string id = event_id();
    std::string head =
        "retry: 1000\nevent: snapshot\nid: " + id + "\ndata: {\"seq\":" + std::to_string(seq());
    head += ",\"epoch\":" + write_json(Json(id.substr(0, id.rfind('.'))));
    head += ",\"server_now_ms\":" + std::to_string(now_ms()) + ",";
    SharedText tail = more == nullptr ? snapshot_tail_ : nullptr;
    if (!tail) {
        std::string json = "\"resources\":{";
        bool first = true;
        for (const Collected& collected : groups_)
            for (const auto& [key, text] : collected.texts) append_member(json, key, *text, first);
        if (more != nullptr)
            for (const auto& [key, text] : *more) append_member(json, key, *text, first);
        tail = std::make_shared<const std::string>(json + "}}\n\n");
        if (more == nullptr) snapshot_tail_ = tail;
    }
    return {std::make_shared<const std::string>(std::move(head)), std::move(tail)};
}

std::optional<std::vector<SharedText>> PublicState::missed(std::string_view last_event_id) const {
    const std::optional<EventId> last = parse_event_id(last_event_id);
    const std::string id = event_id();
    if (!last || last->epoch != id.substr(0, id.rfind('.'))) return std::nullopt;
    if (last->seq <= forgotten_seq_ || last->seq > seq()) return std::nullopt;
    // Several messages may have the same seq (what devices report before it is written down); sending one
    // again changes nothing, since all are absolute.
    std::vector<SharedText> messages;
    for (const Sent& sent : sent_)
        if (sent.seq >= last->seq) messages.push_back(sent.message);
    return messages;
}

SharedText PublicState::tick_event() const {
    return event_text(
        "tick", {},
        "{\"seq\":" + std::to_string(seq()) + ",\"server_now_ms\":" + std::to_string(now_ms()) + "}");
}

TaggedBody PublicState::collection(Group which, const std::string& name,
                                   const std::function<bool(std::string_view)>& wanted) {
    Collected& collected = group(which);
    const auto known = collected.bodies.find(name);
    if (known != collected.bodies.end()) return known->second;
    if (collected.bodies.size() >= bodies_max) collected.bodies.clear();
    std::string body = "{\"seq\":" + std::to_string(collected.changed_seq) + ",\"items\":[";
    bool first = true;
    for (const auto& [key, text] : collected.texts) {
        if (wanted && !wanted(key)) continue;
        if (!first) body += ',';
        first = false;
        body += *text;
    }
    return collected.bodies.emplace(name, tagged(body + "]}")).first->second;
}

TaggedBody PublicState::contest_body() {
    Collected& collected = group(Group::Contest);
    const auto known = collected.bodies.find("");
    if (known != collected.bodies.end()) return known->second;
    const auto text = collected.texts.find("contest");
    return collected.bodies.emplace("", tagged(text != collected.texts.end() ? *text->second : "{}"))
        .first->second;
}

TaggedBody PublicState::live_body() const {
    const Collected& collected = groups_[static_cast<std::size_t>(Group::Live)];
    std::string content = "\"fields\":" + array_of(collected.texts, "fields/") +
                          ",\"runs\":" + array_of(collected.texts, "runs/") + ",\"matches\":[";
    bool first = true;
    if (snapshot_)
        for (const Field& field : snapshot_->contest->table<Field>()) {
            const ResourceTexts& matches = resources(Group::Matches);
            const auto text = matches.find(key_of("matches", field.loaded.text));
            if (text == matches.end()) continue;
            if (!first) content += ',';
            first = false;
            content += *text->second;
        }
    content += "]}";
    // The tag is that of what is on the fields: the clock in the body is always another.
    TaggedBody body = tagged(content);
    body.text =
        std::make_shared<const std::string>("{\"seq\":" + std::to_string(seq()) +
                                            ",\"server_now_ms\":" + std::to_string(now_ms()) + "," + content);
    return body;
}

}  // namespace sandau::server
