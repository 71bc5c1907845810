#include "cli/station_opening.h"

#include <qrencode.h>

#include <algorithm>

#include "cli/joining.h"
#include "cli/station_devices.h"
#include "scoring/presets.h"
#include "server/secrets.h"
#include "server/tls.h"

namespace sandau::cli {

namespace {

Result<std::vector<station::JournalRow>> journal_rows(Desk& desk, Seq before, std::size_t count) {
    const Seq last = before > 0 ? before - 1 : desk.snapshot()->contest->seq;
    const Seq since = std::max<Seq>(0, last - static_cast<Seq>(count));
    Result<std::vector<JournalEntry>> entries =
        desk.journal_since(since, static_cast<std::size_t>(last - since));
    if (!entries) return tl::unexpected(entries.error());
    std::vector<station::JournalRow> rows;
    for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
        if (entry->seq > last) continue;
        rows.push_back({entry->seq, entry->at, entry->actor.text, entry->kind, std::move(entry->events)});
    }
    return rows;
}

std::vector<std::vector<bool>> qr_code(const std::string& text) {
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free);
    if (!code) return {};
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<std::vector<bool>> squares(width, std::vector<bool>(width));
    for (std::size_t row = 0; row < width; ++row)
        for (std::size_t column = 0; column < width; ++column)
            squares[row][column] = (code->data[row * width + column] & 1) != 0;
    return squares;
}

station::SeatCode seat_code() {
    const std::string digits = server::make_code();
    return {digits, server::hash_code(digits)};
}

station::PairingDoor door_of(const std::shared_ptr<server::Pairings>& pairings) {
    station::PairingDoor door;
    door.waiting = [pairings] {
        std::vector<station::PairingRow> rows;
        for (const server::Pairings::Asking& one : pairings->waiting())
            rows.push_back({one.id, one.name, one.code, one.address});
        return rows;
    };
    door.approve = [pairings](const std::string& id, const UserId& seat) {
        return pairings->approve(id, seat);
    };
    door.refuse = [pairings](const std::string& id) { return pairings->refuse(id); };
    return door;
}

/// `keep` holds the hosting, and whatever else must live as long as the contest is open.
station::OpenedContest opened(Hosting& hosting, const std::filesystem::path& file,
                              const std::shared_ptr<void>& keep) {
    station::OpenedContest contest;
    contest.host = std::shared_ptr<Host>(keep, &hosting.desk());
    contest.file = file;
    contest.addresses = [keep, &hosting] { return hosting.reachable_addresses(); };
    give_devices(contest, hosting, keep);
    contest.journal = [keep, &hosting](Seq before, std::size_t count) {
        return journal_rows(hosting.desk(), before, count);
    };
    contest.qr_code = qr_code;
    contest.seat_code = seat_code;
    if (hosting.tls()) contest.fingerprint = server::fingerprint_of(hosting.tls()->certificate);
    if (hosting.pairings()) contest.pairings = door_of(hosting.pairings());
    return contest;
}

station::HostLink link_of(const RemoteHost& host) {
    const RemoteLink link = host.link();
    station::HostLink::State state = station::HostLink::State::Connected;
    switch (link.state) {
        case LinkState::Connected:
            break;
        case LinkState::Lost:
            state = station::HostLink::State::Lost;
            break;
        case LinkState::Ended:
            state = station::HostLink::State::Ended;
            break;
    }
    return {state, link.age_ms, link.unanswered, link.why};
}

station::OpenedContest opened(const std::shared_ptr<RemoteHost>& host, const UserId& seat) {
    station::OpenedContest contest;
    contest.host = host;
    contest.seat = seat;
    contest.link = [host] { return link_of(*host); };
    contest.qr_code = qr_code;
    contest.seat_code = seat_code;
    if (host->follows_journal())
        contest.journal = [host](Seq before, std::size_t count) -> Result<std::vector<station::JournalRow>> {
            Result<std::vector<RemoteEntry>> entries = host->journal(before, count);
            if (!entries) return tl::unexpected(entries.error());
            std::vector<station::JournalRow> rows;
            for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry)
                rows.push_back({entry->seq, entry->at, entry->actor, entry->kind, std::move(entry->events)});
            return rows;
        };
    return contest;
}

station::JoinProgress progress_of(const Joining& joining) {
    const JoinState state = joining.state();
    station::JoinProgress progress;
    progress.fingerprint = state.fingerprint;
    progress.code = state.code;
    progress.why = state.why;
    progress.is_anew = state.is_anew;
    switch (state.stage) {
        case JoinStage::Connecting:
            progress.stage = station::JoinStage::Connecting;
            break;
        case JoinStage::Comparing:
            progress.stage = station::JoinStage::Comparing;
            break;
        case JoinStage::Waiting:
            progress.stage = station::JoinStage::Waiting;
            break;
        case JoinStage::Joined:
            progress.stage = station::JoinStage::Joined;
            progress.opened = opened(state.host, state.seat);
            break;
        case JoinStage::Failed:
            progress.stage = station::JoinStage::Failed;
            break;
    }
    return progress;
}

Result<std::string> rules_of(const station::OpenRequest& request) {
    if (request.mode == station::OpenMode::FromRules) return read_input(request.source.string());
    const Preset* known = preset(request.preset);
    if (known == nullptr) return refuse("not_found", {{"what", "@noun.preset"}, {"id", request.preset}});
    return std::string(known->text);
}

}  // namespace

Result<std::shared_ptr<PlayingDemo>> PlayingDemo::start(const demo::DemoOptions& options,
                                                        const Console& console) {
    Result<std::unique_ptr<demo::Demo>> prepared = demo::Demo::prepare(options, console);
    if (!prepared) return tl::unexpected(prepared.error());
    return std::shared_ptr<PlayingDemo>(new PlayingDemo(std::move(*prepared), console));
}

PlayingDemo::PlayingDemo(std::unique_ptr<demo::Demo> demo, const Console& console)
    : demo_(std::move(demo)), thread_([this, &console] {
          Result<void> done = demo_->play(stop_);
          if (done && !stop_) done = demo_->award();
          if (!done) console.message(console.sentence(done.error()));
      }) {}

PlayingDemo::~PlayingDemo() {
    stop_ = true;
    thread_.join();
}

Result<station::OpenedContest> StationOpening::open(const station::OpenRequest& request) {
    if (request.mode == station::OpenMode::Sample) return open_demo();
    if (started_ && request.file == started_->demo().file())
        return opened(started_->demo().hosting(), request.file, started_);
    Result<std::unique_ptr<Hosting>> hosting = refuse("");
    HostingOptions options = hosting_;
    // Every time leads back to its bytes, also where nobody thought of it beforehand.
    if (options.record_directory.empty()) options.record_directory = recordings_of(request.file);
    if (request.mode == station::OpenMode::Open) {
        hosting = Hosting::open(request.file, options);
    } else {
        const Result<std::string> rules = rules_of(request);
        if (!rules) return tl::unexpected(rules.error());
        hosting = Hosting::create(request.file, *rules, options);
    }
    if (!hosting) return tl::unexpected(hosting.error());
    const std::shared_ptr<Hosting> kept = std::move(*hosting);
    return opened(*kept, request.file, kept);
}

Result<station::OpenedContest> StationOpening::open_demo() {
    demo::DemoOptions options = demo_;
    options.fields_of_people = 1;
    const Result<std::shared_ptr<PlayingDemo>> playing = PlayingDemo::start(options, console_);
    if (!playing) return tl::unexpected(playing.error());
    demo::Demo& demo = (*playing)->demo();
    return opened(demo.hosting(), demo.file(), *playing);
}

station::JoinAttempt StationOpening::join(const std::string& address, const std::string& name) const {
    const auto joining = std::make_shared<Joining>(address, name, seats_);
    return {[joining] { return progress_of(*joining); }, [joining] { joining->trust(); }};
}

Result<std::filesystem::path> StationOpening::start_demo() {
    const Result<std::shared_ptr<PlayingDemo>> playing = PlayingDemo::start(demo_, console_);
    if (!playing) return tl::unexpected(playing.error());
    started_ = *playing;
    return started_->demo().file();
}

}  // namespace sandau::cli
