#include <QCoreApplication>
#include <QEvent>
#include <QFileInfo>
#include <QSerialPort>
#include <QSerialPortInfo>
#include <QThread>
#include <QTimer>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <atomic>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "devices/devices.h"
#include "devices/transport/low_latency.h"
#include "devices/transport/port_choice.h"
#include "devices/transport/transport.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;

/// A plug that is put in again is to be known within two seconds, however many ports there are.
constexpr int retry_after_ms = 500;
constexpr std::size_t unread_bytes_max = 1u << 20;
constexpr qint64 unsent_bytes_max = 64 * 1024;

/// What is known of all ports. One thread at a time: libudev, which answers, makes its hash key unguarded.
QList<QSerialPortInfo> known_ports() {
    static std::mutex one_at_a_time;
    const std::scoped_lock lock(one_at_a_time);
    return QSerialPortInfo::availablePorts();
}

QString usb_serial_of(const QString& path) {
    const QString there = QFileInfo(path).canonicalFilePath();
    for (const QSerialPortInfo& info : known_ports()) {
        if (info.systemLocation() == there) return info.serialNumber();
    }
    return {};
}

/// Carries what the port's thread sees to the io thread. The host leaves first; then nothing is carried.
struct Passage : std::enable_shared_from_this<Passage> {
    Passage(asio::io_context& the_io, LinkHost& the_host) : io(the_io), host(&the_host), clock(the_host) {}

    template <class Tell>
    void tell(Tell what) {
        asio::post(io, [self = shared_from_this(), what = std::move(what)]() mutable {
            if (self->host != nullptr) what(*self->host);
        });
    }

    asio::io_context& io;
    LinkHost* host;  ///< touched on the io thread alone
    const LinkHost& clock;
    std::atomic<std::size_t> unread_bytes = 0;
};

/// Lives in the port's own thread, with its event loop.
class SerialWorker : public QObject {
public:
    SerialWorker(std::shared_ptr<Passage> passage, LinkId link, DeviceSpec spec)
        : passage_(std::move(passage)), link_(link), spec_(std::move(spec)) {}

    /// From any thread: `task` is done in the port's thread, in the order of asking. The tasks lie behind a
    /// lock of our own, since a thread sanitizer does not see through Qt's event queue; the event only wakes.
    void ask(std::function<void()> task) {
        auto wake = std::make_unique<QEvent>(QEvent::User);
        {
            const std::scoped_lock lock(asked_mutex_);
            asked_.push_back(std::move(task));
        }
        QCoreApplication::postEvent(this, wake.release());
    }

    bool event(QEvent* wake) override {
        std::vector<std::function<void()>> asked;
        {
            const std::scoped_lock lock(asked_mutex_);
            asked.swap(asked_);
        }
        for (const auto& task : asked) task();
        return QObject::event(wake);
    }

    void start() {
        port_ = new QSerialPort(this);
        retry_ = new QTimer(this);
        retry_->setSingleShot(true);
        connect(retry_, &QTimer::timeout, this, [this] { try_to_open(); });
        connect(port_, &QSerialPort::readyRead, this, [this] { read(); });
        connect(port_, &QSerialPort::errorOccurred, this,
                [this](QSerialPort::SerialPortError error) { failed(error); });
        try_to_open();
    }

    void send(const std::string& bytes, std::optional<std::uint16_t> ping) {
        if (!port_->isOpen() || port_->bytesToWrite() > unsent_bytes_max) return;
        const MonoTime at = passage_->clock.now();
        port_->write(bytes.data(), static_cast<qint64>(bytes.size()));
        port_->flush();
        if (!ping) return;
        passage_->tell([link = link_, id = *ping, at](LinkHost& host) { host.ping_written(link, id, at); });
    }

    void shut() {
        if (retry_ != nullptr) retry_->stop();
        if (port_ != nullptr) port_->close();
        given_up_ = true;
    }

private:
    QString where_it_is() const {
        const QString named = QString::fromStdString(spec_.address);
        if (usb_serial_.isEmpty()) return named;
        const QString there = QFileInfo(named).canonicalFilePath();
        return QString::fromStdString(
            port_to_open(spec_.address, there.toStdString(), usb_serial_.toStdString(), list_ports()));
    }

    void try_to_open() {
        if (given_up_) return;
        closing_ = false;
        const QString path = where_it_is();
        port_->setPortName(path);
        port_->setBaudRate(static_cast<qint32>(spec_.baud));
        port_->setDataBits(QSerialPort::Data8);
        port_->setParity(QSerialPort::NoParity);
        port_->setStopBits(QSerialPort::OneStop);
        port_->setFlowControl(QSerialPort::NoFlowControl);
        if (!port_->open(QIODevice::ReadWrite)) {
            give_way(port_->errorString().toStdString());
            return;
        }
        // A pseudo-terminal refuses DTR; a board without it does not start. Neither is fatal.
        port_->setDataTerminalReady(true);
        port_->clearError();
#ifdef Q_OS_LINUX
        ask_for_low_latency(port_->handle());
#endif
        const QString serial = usb_serial_of(path);
        if (!serial.isEmpty()) usb_serial_ = serial;
        passage_->tell([link = link_](LinkHost& host) { host.opened(link); });
    }

    void read() {
        const MonoTime at = passage_->clock.now();
        const QByteArray bytes = port_->readAll();
        if (bytes.isEmpty()) return;
        const auto size = static_cast<std::size_t>(bytes.size());
        if (passage_->unread_bytes.fetch_add(size) + size > unread_bytes_max) {
            passage_->unread_bytes -= size;
            overflowed_bytes_ += size;
            return;
        }
        const std::uint64_t overflowed = std::exchange(overflowed_bytes_, 0);
        passage_->tell([passage = passage_.get(), link = link_, bytes, size, at, overflowed](LinkHost& host) {
            passage->unread_bytes -= size;
            if (overflowed != 0) host.overflowed(link, overflowed);
            host.received(link, {bytes.constData(), size}, at);
        });
    }

    /// An unplugged port emits its error without end and stays open: so it is closed, once, and not from
    /// inside its own signal.
    void failed(QSerialPort::SerialPortError error) {
        const bool harmless = error == QSerialPort::NoError || error == QSerialPort::TimeoutError ||
                              error == QSerialPort::UnsupportedOperationError;
        if (harmless || closing_ || !port_->isOpen()) return;
        closing_ = true;
        const std::string why = port_->errorString().toStdString();
        QMetaObject::invokeMethod(
            this,
            [this, why] {
                read();
                port_->close();
                give_way(why);
            },
            Qt::QueuedConnection);
    }

    void give_way(const std::string& why) {
        if (given_up_) return;
        passage_->tell([link = link_, why](LinkHost& host) { host.closed(link, why); });
        retry_->start(retry_after_ms);
    }

    std::mutex asked_mutex_;
    std::vector<std::function<void()>> asked_;

    std::shared_ptr<Passage> passage_;
    LinkId link_;
    DeviceSpec spec_;
    QSerialPort* port_ = nullptr;
    QTimer* retry_ = nullptr;
    QString usb_serial_;
    std::uint64_t overflowed_bytes_ = 0;
    bool closing_ = false;
    bool given_up_ = false;
};

class SerialTransport : public Transport {
public:
    SerialTransport(asio::io_context& io, LinkHost& host, LinkId link, const DeviceSpec& spec)
        : passage_(std::make_shared<Passage>(io, host)), worker_(new SerialWorker(passage_, link, spec)) {
        thread_.setObjectName(QStringLiteral("serial"));
        worker_->moveToThread(&thread_);
        QObject::connect(&thread_, &QThread::finished, worker_, &QObject::deleteLater);
        thread_.start();
        worker_->ask([worker = worker_] { worker->start(); });
    }

    ~SerialTransport() override {
        passage_->host = nullptr;
        worker_->ask([worker = worker_] { worker->shut(); });
        thread_.quit();
        thread_.wait();
    }
    SerialTransport(const SerialTransport&) = delete;
    SerialTransport& operator=(const SerialTransport&) = delete;

    void send(LinkId, std::string bytes, std::optional<std::uint16_t> ping) override {
        worker_->ask([worker = worker_, bytes = std::move(bytes), ping] { worker->send(bytes, ping); });
    }

    void cut_off(LinkId) override {
        worker_->ask([worker = worker_] { worker->shut(); });
    }

    void hang_up(LinkId) override {}

private:
    std::shared_ptr<Passage> passage_;
    SerialWorker* worker_;  ///< deletes itself when its thread ends
    QThread thread_;
};

}  // namespace

std::unique_ptr<Transport> open_serial(asio::io_context& io, LinkHost& host, LinkId link,
                                       const DeviceSpec& spec) {
    return std::make_unique<SerialTransport>(io, host, link, spec);
}

std::vector<PortInfo> list_ports() {
    std::vector<PortInfo> ports;
    for (const QSerialPortInfo& info : known_ports()) {
        PortInfo port;
        port.path = info.systemLocation().toStdString();
        port.description = info.description().toStdString();
        port.manufacturer = info.manufacturer().toStdString();
        port.usb_serial = info.serialNumber().toStdString();
        if (info.hasVendorIdentifier()) port.usb_vendor = info.vendorIdentifier();
        if (info.hasProductIdentifier()) port.usb_product = info.productIdentifier();
        ports.push_back(std::move(port));
    }
    for (PortInfo& port : ports) port.stable_path = stable_path(port.path, ports, serial_links);
    return ports;
}

std::string stable_spec(const std::string& spec, const std::filesystem::path& serial_tree) {
    Result<DeviceSpec> parsed = parse_device_spec(spec);
    if (!parsed || parsed->kind != LinkKind::Serial) return spec;
    const std::string path = stable_path(parsed->address, list_ports(), serial_tree);
    if (path.empty()) return spec;
    parsed->address = path;
    return to_text(*parsed);
}

}  // namespace sandau::devices
