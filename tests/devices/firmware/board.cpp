#include "devices/firmware/board.h"

#include <fmt/format.h>

#include <cstdarg>
#include <cstring>
#include <map>
#include <utility>

#include "devices/flp.h"
#include "scoring/result.h"

extern "C" {
#include <simavr/avr_extint.h>
#include <simavr/avr_ioport.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
}

namespace sandau::devices {

namespace {

constexpr std::uint64_t cycles_per_byte = cycles_per_second * 10 / 115200;
constexpr std::uint32_t uart_0 = ('u' << 24) | ('a' << 16) | ('r' << 8) | '0';

std::uint32_t port_irqs(char port) {
    return AVR_IOCTL_IOPORT_GETIRQ(static_cast<std::uint32_t>(port));
}

void say_nothing(avr_t*, int, const char*, std::va_list) {}

}  // namespace

struct Board::Chip {
    avr_t* avr = nullptr;
    elf_firmware_t firmware{};
    std::uint32_t turns_address = 0;
    int state = cpu_Running;
    std::uint64_t base = 0;  ///< cycles before the last restart
    std::map<char, std::uint8_t> driven, levels;
};

Board::Board(const std::string& elf) : chip_(std::make_unique<Chip>()) {
    avr_global_logger_set(say_nothing);
    CHECK(elf_read_firmware(elf.c_str(), &chip_->firmware) == 0, "the firmware was built");
    for (std::uint32_t i = 0; i < chip_->firmware.symbolcount; ++i) {
        const avr_symbol_t* symbol = chip_->firmware.symbol[i];
        if (std::strcmp(symbol->symbol, "turns") == 0) chip_->turns_address = symbol->addr & 0xFFFF;
    }
    chip_->avr = avr_make_mcu_by_name("atmega328p");
    avr_init(chip_->avr);
    chip_->firmware.frequency = cycles_per_second;
    avr_load_firmware(chip_->avr, &chip_->firmware);
    chip_->avr->frequency = cycles_per_second;
    avr_t* avr = chip_->avr;
    // Nothing here waits for the world's time.
    avr->sleep = [](avr_t*, avr_cycle_count_t) {};
    // Inputs mean their level after a reset. The simulator would go on raising that interrupt while the pin
    // is low, long after the program has chosen edges.
    avr_extint_set_strict_lvl_trig(avr, 0, 0);
    avr_extint_set_strict_lvl_trig(avr, 1, 0);
    std::uint32_t flags = 0;
    avr_ioctl(avr, AVR_IOCTL_UART_GET_FLAGS('0'), &flags);
    flags &= ~static_cast<std::uint32_t>(AVR_UART_FLAG_STDIO | AVR_UART_FLAG_POLL_SLEEP);
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    avr_irq_register_notify(
        avr_io_getirq(avr, uart_0, UART_IRQ_OUTPUT),
        [](avr_irq_t*, std::uint32_t value, void* self) {
            static_cast<Board*>(self)->heard_byte(static_cast<char>(value));
        },
        this);
    set_input(1, false, 0);
    set_input(2, false, 0);
    set_input(3, false, 0);
}

Board::~Board() {
    avr_terminate(chip_->avr);
}

std::uint64_t Board::now() const {
    return chip_->base + chip_->avr->cycle;
}

void Board::run_to(std::uint64_t cycle) {
    while (now() < cycle && !crashed()) {
        if (!to_device_.empty() && now() >= next_byte_) {
            avr_raise_irq(avr_io_getirq(chip_->avr, uart_0, UART_IRQ_INPUT),
                          static_cast<unsigned char>(to_device_.front()));
            to_device_.pop_front();
            last_heard_ = now();
            next_byte_ = now() + cycles_per_byte;
        }
        chip_->state = avr_run(chip_->avr);
    }
}

std::uint64_t Board::set_input(int channel, bool active, std::uint64_t cycle) {
    run_to(cycle);
    const std::uint64_t at = now();
    const char port = channel == 1 ? 'B' : 'D';
    const int pin = channel == 1 ? 0 : channel;  // PB0, PD2, PD3
    drive(port, pin, channel == 3 ? !active : active);
    return at;
}

/// What drives a pin from outside is stronger than the pull-up, also when the program writes to the port.
void Board::drive(char port, int pin, bool high) {
    std::uint8_t& driven = chip_->driven[port];
    std::uint8_t& levels = chip_->levels[port];
    const auto bit = static_cast<std::uint8_t>(1u << static_cast<unsigned>(pin));
    driven = static_cast<std::uint8_t>(driven | bit);
    levels = static_cast<std::uint8_t>(high ? levels | bit : levels & ~bit);
    avr_ioport_external_t external{};
    external.name = static_cast<unsigned char>(port) & 0x7F;
    external.mask = driven;
    external.value = levels;
    avr_ioctl(chip_->avr, AVR_IOCTL_IOPORT_SET_EXTERNAL(static_cast<std::uint32_t>(port)), &external);
    avr_raise_irq(avr_io_getirq(chip_->avr, port_irqs(port), pin), high ? 1 : 0);
}

void Board::send(std::string_view bytes) {
    to_device_.insert(to_device_.end(), bytes.begin(), bytes.end());
}

void Board::send_body(std::string_view body) {
    send(flp::frame(body));
}

void Board::restart() {
    chip_->base += chip_->avr->cycle;
    avr_reset(chip_->avr);
    chip_->avr->cycle = 0;
    chip_->state = cpu_Running;
    to_device_.clear();
    line_.clear();
    next_byte_ = 0;
    set_input(1, false, 0);
    set_input(2, false, 0);
    set_input(3, false, 0);
}

void Board::set_turns(std::uint16_t turns) {
    CHECK(chip_->turns_address != 0, "the firmware has its turns");
    chip_->avr->data[chip_->turns_address] = static_cast<std::uint8_t>(turns & 0xFF);
    chip_->avr->data[chip_->turns_address + 1] = static_cast<std::uint8_t>(turns >> 8);
}

bool Board::light(int number) const {
    constexpr std::uint32_t port_b = 0x25, port_c = 0x28;
    const std::uint8_t* data = chip_->avr->data;
    return number == 1 ? (data[port_b] >> 5 & 1) != 0 : (data[port_c] >> (number - 2) & 1) != 0;
}

bool Board::crashed() const {
    return chip_->state == cpu_Done || chip_->state == cpu_Crashed;
}

void Board::heard_byte(char c) {
    bytes_.push_back(c);
    if (c == '$') {
        line_.clear();
        line_at_ = now();
    }
    line_.push_back(c);
    if (c != '\n') return;
    std::string body;
    flp::Reader reader;
    reader.feed(
        line_, [&](std::string_view text) { body = text; }, [](flp::Drop, std::string_view) {});
    sent_.push_back({line_at_, now(), std::move(body)});
    line_.clear();
}

std::vector<Board::Sent> Board::take_sent() {
    return std::exchange(sent_, {});
}

std::string Board::take_bytes() {
    return std::exchange(bytes_, {});
}

}  // namespace sandau::devices
