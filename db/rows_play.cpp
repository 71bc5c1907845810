#include <algorithm>

#include "db/rows.h"

// What is played, measured, decided and published.

namespace sandau::db {

namespace {

std::string text_of(const Json& object, std::string_view key) {
    const Json* member = object.find(key);
    const std::string* text = member != nullptr ? member->as_string() : nullptr;
    return text != nullptr ? *text : std::string();
}

const Json::Array& list_of(const Json& object, std::string_view key) {
    static const Json::Array none;
    const Json* member = object.find(key);
    const Json::Array* array = member != nullptr ? member->as_array() : nullptr;
    return array != nullptr ? *array : none;
}

Json member_or(const Json& object, std::string_view key, Json otherwise) {
    const Json* member = object.find(key);
    return member != nullptr && !member->is_null() ? *member : otherwise;
}

bool names(const Json::Array& list, const std::string& entry) {
    return std::any_of(list.begin(), list.end(), [&](const Json& one) {
        return one.as_string() != nullptr && *one.as_string() == entry;
    });
}

void put_ranking(Connection& c, const std::string& stage, const Json& ranking) {
    const auto put = [&](const Json& row, std::optional<std::int64_t> place) {
        const std::string entry = text_of(row, "entry");
        c.run(
            "INSERT OR REPLACE INTO rankings(stage, division, group_id, entry, place, why, figures, runs, "
            "decided_by, promoted, held, reserve) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            stage, text_of(ranking, "division"), text_of(ranking, "group"), entry, place, text_of(row, "why"),
            member_or(row, "values", Json::Object{}), member_or(row, "runs", Json::Array{}),
            text_of(row, "decided_by"), names(list_of(ranking, "promoted"), entry),
            names(list_of(ranking, "held"), entry), names(list_of(ranking, "reserves"), entry));
    };
    for (const Json& row : list_of(ranking, "rows")) {
        const Json* place = row.find("place");
        put(row, place != nullptr ? place->as_int() : std::nullopt);
    }
    for (const Json& row : list_of(ranking, "unranked")) put(row, std::nullopt);
}

}  // namespace

void put_rows(Connection& c, const Slot& slot) {
    c.run(
        "INSERT OR REPLACE INTO schedule_items(id, stage, entry, number, field, starts_at_utc_ms, "
        "duration_ms, match) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        slot.id, slot.stage, slot.entry, slot.number, slot.field, slot.starts_at, slot.duration_ms,
        slot.match);
}

void put_rows(Connection& c, const Field& field) {
    c.run("INSERT OR REPLACE INTO fields(id, name, loaded) VALUES (?, ?, ?)", field.id, field.name,
          field.loaded);
}

void put_rows(Connection& c, const Run& run) {
    c.run(
        "INSERT OR REPLACE INTO runs(id, stage, entry, number, field, state, clock_state, clock_period, "
        "clock_since_boot, clock_since_mono_ns, clock_since_utc_ms, clock_elapsed_ns, clock_estimated, "
        "clock_set_because, start_event, finish_event, stop_event, rerun_of, rerun_reason) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        run.id, run.stage, run.entry, run.number, run.field, run.state, run.clock.state, run.clock.period,
        run.clock.since.boot_id, run.clock.since.mono.ns, run.clock.since.wall, run.clock.elapsed_ns,
        run.clock.estimated, run.clock.set_because, run.start_event, run.finish_event, run.stop_event,
        run.rerun_of, run.rerun_reason);
}

void put_rows(Connection& c, const Sheet& sheet) {
    if (sheet.is_match()) return put_match_sheet(c, sheet);
    const SheetContent& content = sheet.content;
    const MeasuredTime measured = content.measured.value_or(MeasuredTime{});
    std::optional<std::int64_t> measured_ms;
    std::optional<std::int64_t> measured_bound_ns;
    if (content.measured) {
        measured_ms = measured.time_ms;
        measured_bound_ns = measured.bound_ns;
    }
    std::optional<Json> published;
    if (sheet.published) published = to_json(*sheet.published);
    c.run(
        "INSERT OR REPLACE INTO score_sheets(id, stage, entry, number, state, status, time_ms, hand_ms, "
        "measured_ms, measured_bound_ns, measured_fault, measured_events, items, reason, published, "
        "published_at_utc_ms, protested) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        sheet.id, sheet.stage, sheet.entry, sheet.number, sheet.state, content.status, content.time_ms,
        content.hand_ms, measured_ms, measured_bound_ns, measured.fault, to_json(measured.events),
        content.items, content.reason, published, sheet.published_at, sheet.protested);
}

void put_rows(Connection& c, const ImportedScores& scores) {
    c.run(
        "INSERT OR REPLACE INTO imported_scores(id, stage, entry, scores, published) VALUES (?, ?, ?, ?, ?)",
        scores.key(), scores.stage, scores.entry, scores.values, scores.published);
}

void put_rows(Connection& c, const Device& device) {
    c.run("INSERT OR REPLACE INTO devices(id, name, spec, address) VALUES (?, ?, ?, ?)", device.id,
          device.name, device.spec, device.address);
    c.run("DELETE FROM device_channels WHERE device = ?", device.id);
    std::int64_t position = 0;
    for (const ChannelUse& use : device.channels)
        c.run(
            "INSERT INTO device_channels(device, position, channel, field, role, lane, shortest_lap_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            device.id, position++, use.channel, use.field, use.role, use.lane, use.shortest_lap_ms);
}

void put_rows(Connection& c, const DeviceHealth& health) {
    c.run(
        "INSERT OR REPLACE INTO device_health(device, state, since_utc_ms, fault, fault_at_utc_ms, "
        "fault_count) VALUES (?, ?, ?, ?, ?, ?)",
        health.device, health.state, health.since, health.fault, health.fault_at, health.fault_count);
}

void put_rows(Connection& c, const DeviceRecord& event) {
    c.run(
        "INSERT OR REPLACE INTO device_events(id, device, boot, seq, channel, type, value, at_boot, "
        "at_mono_ns, "
        "at_utc_ms, bound_ns, stamp, raw, place, why, field, role, run) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        event.id, event.device, event.boot, event.seq, event.channel, event.type, event.value,
        event.at.boot_id, event.at.mono.ns, event.at.wall, event.bound_ns, event.stamp, event.raw,
        event.place, event.why, event.field, event.role, event.run);
}

void put_rows(Connection& c, const DecisionRecord& decision) {
    c.run("INSERT OR REPLACE INTO decisions(id, kind, stage, body, published) VALUES (?, ?, ?, ?, ?)",
          decision.id, text_of(decision.body, "kind"), text_of(decision.body, "stage"), decision.body,
          decision.published);
}

void put_rows(Connection& c, const Protest& protest) {
    c.run(
        "INSERT OR REPLACE INTO protests(id, sheet, lodged_by, text, lodged_at_utc_ms, deadline_utc_ms, "
        "resolution, resolution_reason, stage, entry) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        protest.id, protest.sheet, protest.by, protest.text, protest.lodged_at, protest.deadline,
        protest.resolution, protest.resolution_reason, protest.stage, protest.entry);
}

void put_rows(Connection& c, const Publication& publication) {
    c.run("INSERT OR REPLACE INTO publications(id, state, published_at_utc_ms, content) VALUES (?, ?, ?, ?)",
          publication.id, publication.state, publication.published_at, publication.content);
    const std::string subject = publication.id.substr(publication.id.find(':') + 1);
    if (publication.id.starts_with("ranking:")) {
        c.run("DELETE FROM rankings WHERE stage = ?", subject);
        for (const Json& ranking : list_of(publication.content, "rankings")) put_ranking(c, subject, ranking);
    } else if (publication.id.starts_with("awards:")) {
        c.run("DELETE FROM awards WHERE scheme = ?", subject);
        std::int64_t position = 0;
        for (const Json& award : list_of(publication.content, "awards"))
            c.run(
                "INSERT INTO awards(scheme, position, division, tier, entry, money) VALUES (?, ?, ?, ?, ?, "
                "?)",
                subject, position++, text_of(award, "division"), text_of(award, "tier"),
                text_of(award, "entry"), text_of(award, "money"));
    }
}

}  // namespace sandau::db
