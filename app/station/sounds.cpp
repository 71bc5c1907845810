#include "station/sounds.h"

#include <QDataStream>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "station/memory.h"

namespace sandau::station {

namespace {

constexpr int samples_a_second = 44'100;

/// A stretch of one tone; without a pitch, of silence.
struct Stretch {
    int hertz = 0;
    int length_ms = 0;
};

std::vector<Stretch> tones_of(Cue cue) {
    switch (cue) {
        case Cue::Start:
            return {{880, 700}};
        case Cue::Countdown:
            return {{660, 120}};
        case Cue::End:
            return {{440, 500}, {0, 80}, {440, 900}};
        case Cue::Stop:
            return {{520, 130}, {0, 80}, {520, 130}, {0, 80}, {520, 130}};
    }
    return {};
}

void append(QDataStream& samples, const Stretch& tone) {
    constexpr double loudness = 0.6 * 32'767;
    constexpr int fade = samples_a_second / 200;  // a tone that begins at once cracks
    const int count = samples_a_second * tone.length_ms / 1000;
    for (int i = 0; i < count; ++i) {
        const double turns = static_cast<double>(tone.hertz) * i / samples_a_second;
        const double edge = std::min(1.0, static_cast<double>(std::min(i, count - i)) / fade);
        samples << static_cast<qint16>(loudness * edge * std::sin(2 * std::numbers::pi * turns));
    }
}

/// Plays files with a program of the machine.
class PlayerSink : public SoundSink {
public:
    explicit PlayerSink(const QStringList& folders) {
        for (const char* name : {"pw-play", "paplay", "aplay", "afplay"}) {
            player_ = QStandardPaths::findExecutable(QString::fromLatin1(name), folders);
            if (!player_.isEmpty()) break;
        }
    }

    void play(Cue cue) override {
        const QString file = file_of(cue);
        // A device that is held by others keeps its players waiting; what comes late is not wanted.
        constexpr qsizetype players_max = 4;
        if (player_.isEmpty() || file.isEmpty() || findChildren<QProcess*>().size() >= players_max) return;
        auto* process = new QProcess(this);
        const auto over = [this, process](bool heard) {
            if (heard == failed_) {
                failed_ = !heard;
                emit changed();
            }
            process->deleteLater();
        };
        connect(process, &QProcess::finished, this, [over](int code, QProcess::ExitStatus how) {
            over(code == 0 && how == QProcess::NormalExit);
        });
        connect(process, &QProcess::errorOccurred, this, [over](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart) over(false);
        });
        process->setStandardOutputFile(QProcess::nullDevice());
        process->setStandardErrorFile(QProcess::nullDevice());
        process->start(player_, {file});
    }

    std::optional<Phrase> silent_because() const override {
        if (player_.isEmpty())
            return Phrase{"Máy này không có chương trình phát âm thanh (pw-play, paplay hoặc aplay).",
                          "This machine has no program that plays sounds (pw-play, paplay or aplay)."};
        if (failed_)
            return Phrase{"Máy không phát được: không có loa, hoặc chương trình khác đang giữ.",
                          "The machine cannot play: no loudspeaker, or another program holds it."};
        return std::nullopt;
    }

private:
    /// The cue's file, written when it is first wanted. Empty: it cannot be.
    QString file_of(Cue cue) {
        const QString path = folder_.filePath(QStringLiteral("cue-%1.wav").arg(static_cast<int>(cue)));
        if (QFile::exists(path)) return path;
        QFile file(path);
        const QByteArray wave = cue_wave(cue);
        return file.open(QIODevice::WriteOnly) && file.write(wave) == wave.size() ? path : QString();
    }

    QTemporaryDir folder_;
    QString player_;
    bool failed_ = false;
};

}  // namespace

QString cue_words(const Words& words, Cue cue, int seconds) {
    switch (cue) {
        case Cue::Start:
            return words.say({"▶ BẮT ĐẦU", "▶ START"});
        case Cue::Countdown:
            return words.say({"CÒN %1 GIÂY", "%1 SECONDS LEFT"}).arg(seconds);
        case Cue::End:
            return words.say({"■ KẾT THÚC", "■ END"});
        case Cue::Stop:
            return words.say({"■ DỪNG", "■ STOP"});
    }
    return {};
}

Tone cue_tone(Cue cue) {
    switch (cue) {
        case Cue::Start:
            return Tone::Good;
        case Cue::Countdown:
            return Tone::Warning;
        case Cue::End:
        case Cue::Stop:
            return Tone::Bad;
    }
    return Tone::Plain;
}

QByteArray cue_wave(Cue cue) {
    QByteArray samples;
    QDataStream out(&samples, QIODevice::WriteOnly);
    out.setByteOrder(QDataStream::LittleEndian);
    for (const Stretch& tone : tones_of(cue)) append(out, tone);
    QByteArray file;
    QDataStream head(&file, QIODevice::WriteOnly);
    head.setByteOrder(QDataStream::LittleEndian);
    const auto bytes = static_cast<quint32>(samples.size());
    head.writeRawData("RIFF", 4);
    head << quint32(36 + bytes);
    head.writeRawData("WAVEfmt ", 8);
    head << quint32(16) << quint16(1) << quint16(1) << quint32(samples_a_second)
         << quint32(2 * samples_a_second) << quint16(2) << quint16(16);
    head.writeRawData("data", 4);
    head << bytes;
    return file + samples;
}

std::unique_ptr<SoundSink> machine_sounds(const QStringList& folders) {
    return std::make_unique<PlayerSink>(folders);
}

Sounds::Sounds(std::shared_ptr<SoundSink> sink, Memory& memory, QObject* parent)
    : QObject(parent), sink_(std::move(sink)), memory_(memory), muted_(memory.is_muted()) {
    if (sink_) connect(sink_.get(), &SoundSink::changed, this, &Sounds::changed);
}

void Sounds::set_muted(bool muted) {
    muted_ = muted;
    memory_.set_muted(muted);
    emit changed();
}

std::optional<Phrase> Sounds::silent_because() const {
    if (!sink_) return Phrase{"Máy này không phát âm thanh.", "This machine plays no sounds."};
    return sink_->silent_because();
}

void Sounds::give(Cue cue, int seconds, const QString& field) {
    if (sink_ && !muted_) sink_->play(cue);
    emit given(cue, seconds, field);
}

}  // namespace sandau::station
