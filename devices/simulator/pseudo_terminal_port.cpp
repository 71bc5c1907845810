// The only file of the simulator that needs POSIX.
#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>

#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <system_error>

#include "devices/simulator/port.h"

namespace sandau::devices {

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;

class PseudoTerminalPort : public SimulatedPort {
public:
    PseudoTerminalPort(asio::io_context& io, std::string path, OnBytes on_bytes)
        : io_(io), path_(std::move(path)), on_bytes_(std::move(on_bytes)) {}
    ~PseudoTerminalPort() override { close(); }
    PseudoTerminalPort(const PseudoTerminalPort&) = delete;
    PseudoTerminalPort& operator=(const PseudoTerminalPort&) = delete;

    Result<void> plug() override {
        if (terminal_) return {};
        if (!path_.empty()) {
            std::error_code error;
            const fs::file_status there = fs::symlink_status(path_, error);
            if (fs::exists(there) && !fs::is_symlink(there))
                return refuse("device.sim_link_exists", {{"path", path_}});
        }
        int master = -1;
        int slave = -1;
        std::array<char, 256> name{};
        if (openpty(&master, &slave, name.data(), nullptr, nullptr) != 0) {
            return refuse("device.port_taken",
                          {{"address", "pty"}, {"why", std::generic_category().message(errno)}});
        }
        // Raw from the first byte on: an echo would come back to the device as if the host had said it.
        termios settings{};
        tcgetattr(slave, &settings);
        cfmakeraw(&settings);
        tcsetattr(slave, TCSANOW, &settings);
        fcntl(master, F_SETFD, FD_CLOEXEC);
        fcntl(slave, F_SETFD, FD_CLOEXEC);
        slave_path_ = name.data();
        terminal_ = std::make_shared<Terminal>(io_, master, slave, on_bytes_);
        terminal_->read();
        return link();
    }

    void unplug() override {
        close();
        terminal_.reset();
    }

    void write(std::string_view bytes) override {
        if (!terminal_) return;
        boost::system::error_code ignored;
        terminal_->master.write_some(asio::buffer(bytes), ignored);
    }

    std::string spec() const override {
        return "serial:" + (path_.empty() ? slave_path_ : path_) + "?driver=flp";
    }

private:
    struct Terminal : std::enable_shared_from_this<Terminal> {
        Terminal(asio::io_context& io, int master_fd, int slave_fd, OnBytes the_on_bytes)
            : master(io, master_fd), slave(slave_fd), on_bytes(std::move(the_on_bytes)) {
            master.non_blocking(true);
        }
        ~Terminal() { ::close(slave); }
        Terminal(const Terminal&) = delete;
        Terminal& operator=(const Terminal&) = delete;

        void read() {
            master.async_read_some(
                asio::buffer(buffer),
                [self = shared_from_this()](boost::system::error_code error, std::size_t size) {
                    if (error || self->closed) return;
                    self->on_bytes({self->buffer.data(), size});
                    self->read();
                });
        }

        asio::posix::stream_descriptor master;
        int slave;  ///< held open, so that the master does not end each time the host closes its side
        OnBytes on_bytes;
        std::array<char, 1024> buffer{};
        bool closed = false;
    };

    /// The link appears whole or not at all: whoever looks for the port finds this one or none.
    Result<void> link() {
        if (path_.empty()) return {};
        const std::string fresh = path_ + ".new";
        std::error_code error;
        fs::remove(fresh, error);
        fs::create_symlink(slave_path_, fresh, error);
        if (!error) fs::rename(fresh, path_, error);
        if (!error) return {};
        unplug();
        return refuse("device.port_taken", {{"address", path_}, {"why", error.message()}});
    }

    void close() {
        if (!terminal_) return;
        std::error_code error;
        if (!path_.empty() && fs::read_symlink(path_, error) == slave_path_) fs::remove(path_, error);
        terminal_->closed = true;
        boost::system::error_code ignored;
        terminal_->master.close(ignored);
    }

    asio::io_context& io_;
    std::string path_;
    OnBytes on_bytes_;
    std::string slave_path_;
    std::shared_ptr<Terminal> terminal_;
};

}  // namespace

std::unique_ptr<SimulatedPort> make_pseudo_terminal_port(asio::io_context& io, std::string path,
                                                         SimulatedPort::OnBytes on_bytes) {
    return std::make_unique<PseudoTerminalPort>(io, std::move(path), std::move(on_bytes));
}

}  // namespace sandau::devices
