// A gate for the ATmega328P (Arduino Uno, Nano and clones): two beams and a button, spoken for in FLP over the
// serial port. What it promises: a beam at D8 is stamped to within 1 µs (Timer1 catches it in hardware), one at
// D2 to within 8 µs; the first edge counts and 20 ms after it are closed; the last 32 events can be asked for
// again; nothing that comes in over the serial port can stop it.
#include <avr/eeprom.h>
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdbool.h>
#include <stdint.h>
#include <util/atomic.h>

#ifndef F_CPU
#define F_CPU 16000000UL
#endif
#ifndef BAUD_DIVISOR
#define BAUD_DIVISOR 16  // 115200 at 16 MHz with U2X, 2.1 % fast
#endif

// One tick is half a microsecond: Timer1 at F_CPU / 8. 32 bits of them turn every 36 minutes.
#define TICKS_PER_SECOND (F_CPU / 8)
#define TICKS_PER_MS (TICKS_PER_SECOND / 1000)
#define LOCK_OUT_TICKS (20UL * TICKS_PER_MS)
#define HEARTBEAT_TICKS (200UL * TICKS_PER_MS)
// From the edge to the reading of TCNT1 in the interrupt of the second beam: 3.5 µs when nothing is in its way.
#define INT0_LATENCY_TICKS 5
// Making the answer ready takes under 2 ms, most of it dividing by ten.
#define PONG_AHEAD_TICKS (4UL * TICKS_PER_MS)

enum { CHANNELS = 3 };
enum { EDGES_MAX = 16 };   // caught, not yet numbered; a power of two
enum { EVENTS_MAX = 32 };  // numbered, to be sent and sent again; a power of two
enum { SEND_MAX = 256 };   // bytes on their way out; the indices turn over by themselves
enum { LINES_MAX = 4, LINE_MAX = 24 };
enum { BODY_MAX = 64 };

// --- edges: interrupts write, the main loop reads ------------------------------------------------

typedef struct {
    uint32_t ticks;
    uint8_t channel;
    uint8_t broken;
} edge_t;

static volatile uint16_t turns;  // upper half of the time
static volatile edge_t edges[EDGES_MAX];
static volatile uint8_t edges_in, edges_out;
static volatile uint32_t lost;

// One channel's debouncing. In a lock-out the newest edge is remembered: if the level is another one at its end,
// that is when it changed.
typedef struct {
    uint8_t told;   // the level as it was last told: 1 broken
    uint8_t locked;
    uint32_t since;
    uint32_t last_ticks;
    uint8_t last_level;
} channel_t;
static volatile channel_t channels[CHANNELS];

static inline void push_edge(uint8_t channel, uint8_t broken, uint32_t ticks) {
    const uint8_t next = (uint8_t)(edges_in + 1) & (EDGES_MAX - 1);
    if (next == edges_out) {
        ++lost;
        return;
    }
    volatile edge_t* edge = &edges[edges_in];
    edge->ticks = ticks;
    edge->channel = channel;
    edge->broken = broken;
    edges_in = next;
}

static inline void caught(uint8_t index, uint8_t broken, uint32_t ticks) {
    volatile channel_t* channel = &channels[index];
    channel->last_ticks = ticks;
    channel->last_level = broken;
    if (channel->locked || broken == channel->told) return;
    channel->told = broken;
    channel->locked = 1;
    channel->since = ticks;
    push_edge((uint8_t)(index + 1), broken, ticks);
}

// The counter may have turned between the capture and here without its interrupt having run: a small count with
// the overflow pending belongs to the next turn.
static inline uint32_t widen(uint16_t low) {
    uint16_t high = turns;
    if ((TIFR1 & _BV(TOV1)) && low < 0x8000) ++high;
    return (uint32_t)high << 16 | low;
}

static uint32_t now_ticks(void) {
    uint32_t ticks;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { ticks = widen(TCNT1); }
    return ticks;
}

ISR(TIMER1_OVF_vect) { ++turns; }

ISR(TIMER1_CAPT_vect) {
    const uint32_t ticks = widen(ICR1);
    // A beam holds the line low while it arrives: it is broken when the line is high.
    const uint8_t broken = (TCCR1B & _BV(ICES1)) != 0;
    TCCR1B ^= _BV(ICES1);
    // Turning the edge over may set the flag by itself.
    if (TIFR1 & _BV(ICF1)) TIFR1 = _BV(ICF1);
    caught(0, broken, ticks);
}

ISR(INT0_vect) {
    const uint32_t ticks = widen(TCNT1) - INT0_LATENCY_TICKS;
    caught(1, (PIND & _BV(PD2)) != 0, ticks);
}

ISR(INT1_vect) {
    const uint32_t ticks = widen(TCNT1) - INT0_LATENCY_TICKS;
    // A button closes to ground: pressed is low.
    caught(2, (PIND & _BV(PD3)) == 0, ticks);
}

static uint8_t level_of(uint8_t index) {
    if (index == 0) return (PINB & _BV(PB0)) != 0;
    if (index == 1) return (PIND & _BV(PD2)) != 0;
    return (PIND & _BV(PD3)) == 0;
}

// A capture that came too soon after another is lost, and the hardware then waits for the wrong edge. Seen twice,
// since the pin is there a few clocks before its capture: an edge that was just caught is no lost one.
static void wait_for_the_right_edge(void) {
    static bool was_wrong;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
        const bool broken = (PINB & _BV(PB0)) != 0;
        const bool waits_for_broken = (TCCR1B & _BV(ICES1)) != 0;
        const bool wrong = broken == waits_for_broken && !(TIFR1 & _BV(ICF1));
        if (wrong && was_wrong) {
            TCCR1B ^= _BV(ICES1);
            if (TIFR1 & _BV(ICF1)) TIFR1 = _BV(ICF1);
            channels[0].last_level = broken;
            channels[0].last_ticks = widen(TCNT1);
        }
        was_wrong = wrong;
    }
}

// Ends the lock-outs that are over, and tells of what changed in them. Interrupts are kept waiting only where
// there is something to tell: the second beam's stamp is as late as they are.
static void end_lock_outs(void) {
    wait_for_the_right_edge();
    for (uint8_t i = 0; i < CHANNELS; ++i) {
        volatile channel_t* channel = &channels[i];
        if (channel->locked) {
            if (now_ticks() - channel->since < LOCK_OUT_TICKS) continue;
            channel->locked = 0;
        }
        const uint8_t level = level_of(i);
        if (level == channel->told) continue;
        const uint32_t now = now_ticks();
        ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
            // An edge whose interrupt has not run yet is that interrupt's to tell.
            if (!channel->locked && level != channel->told && channel->last_level == level) {
                channel->told = level;
                channel->locked = 1;
                channel->since = now;
                push_edge((uint8_t)(i + 1), level, channel->last_ticks);
            }
        }
    }
}

// --- the serial port ------------------------------------------------------------------------------

static volatile uint8_t send_bytes[SEND_MAX];
static volatile uint8_t send_in, send_out;

static char line_text[LINES_MAX][LINE_MAX];
static uint32_t line_ticks[LINES_MAX];
static volatile uint8_t lines_in, lines_out;
static volatile uint8_t line_size;
static volatile bool line_open;

ISR(USART_UDRE_vect) {
    if (send_out == send_in) {
        UCSR0B &= (uint8_t)~_BV(UDRIE0);
        return;
    }
    UDR0 = send_bytes[send_out];
    ++send_out;
}

// Keeps what lies between `$` and the line's end; whatever is too long for a line from a host is none.
ISR(USART_RX_vect) {
    const char c = (char)UDR0;
    if (c == '$') {
        line_open = true;
        line_size = 0;
        return;
    }
    if (!line_open) return;
    if (c == '\n' || c == '\r') {
        line_open = c == '\r';  // the stamp belongs to the last byte of the frame
        if (c == '\r') return;
        const uint8_t next = (uint8_t)(lines_in + 1) & (LINES_MAX - 1);
        if (next == lines_out) return;
        line_text[lines_in][line_size] = 0;
        line_ticks[lines_in] = widen(TCNT1);
        lines_in = next;
        return;
    }
    if (line_size == LINE_MAX - 1) {
        line_open = false;
        return;
    }
    line_text[lines_in][line_size] = c;
    ++line_size;
}

static uint8_t room_to_send(void) { return (uint8_t)(send_out - send_in - 1); }
static bool all_sent(void) { return send_out == send_in; }

static void send_byte(char c) {
    send_bytes[send_in] = (uint8_t)c;
    ++send_in;
}
static void start_sending(void) {
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { UCSR0B |= _BV(UDRIE0); }
}

// --- bodies and frames ------------------------------------------------------------------------------

static char body[BODY_MAX];
static uint8_t body_size;

static void put(char c) {
    if (body_size < BODY_MAX) body[body_size++] = c;
}
static void put_text(const char* text) {
    for (char c; (c = (char)pgm_read_byte(text)) != 0; ++text) put(c);
}
static void put_decimal(uint32_t value) {
    char digits[10];
    uint8_t size = 0;
    do {
        digits[size++] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    while (size != 0) put(digits[--size]);
}
static char hex_digit(uint8_t nibble) { return (char)(nibble < 10 ? '0' + nibble : 'A' + nibble - 10); }
static void put_hex(uint32_t value, uint8_t digits) {
    while (digits != 0) put(hex_digit((uint8_t)(value >> (4 * --digits)) & 0xF));
}

// CRC-16/CCITT-FALSE.
static uint16_t crc_of(const char* bytes, uint8_t size) {
    uint16_t crc = 0xFFFF;
    for (uint8_t i = 0; i < size; ++i) {
        crc ^= (uint16_t)((uint8_t)bytes[i]) << 8;
        for (uint8_t bit = 0; bit < 8; ++bit) crc = (uint16_t)(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
    }
    return crc;
}

// `$` body `*` CRC into the queue; nothing leaves by itself.
static void queue_frame(void) {
    const uint16_t crc = crc_of(body, body_size);
    send_byte('$');
    for (uint8_t i = 0; i < body_size; ++i) send_byte(body[i]);
    send_byte('*');
    for (uint8_t digits = 4; digits != 0; --digits)
        send_byte(hex_digit((uint8_t)(crc >> (4 * (digits - 1))) & 0xF));
    send_byte('\r');
    send_byte('\n');
}

// Whole or not at all.
static bool send_body(void) {
    if (room_to_send() < body_size + 8) return false;
    queue_frame();
    start_sending();
    return true;
}

// --- who I am -----------------------------------------------------------------------------------------

// Places in the EEPROM: whoever flashes the board writes the UID there, once.
#define STORED_UID ((uint32_t*)0)
#define STORED_BOOT ((uint16_t*)4)
static uint16_t boot;
static uint32_t uid;

static void begin_body(char kind) {
    body_size = 0;
    put(kind);
    put(',');
    put_hex(boot, 4);
    put(',');
}

static bool send_identity(void) {
    begin_body('I');
    put_decimal(TICKS_PER_SECOND);
    put_text(PSTR(",gate328,1.0,"));
    put_decimal(CHANNELS);
    put(',');
    put_hex(uid, 8);
    return send_body();
}

// --- events ---------------------------------------------------------------------------------------------

static edge_t events[EVENTS_MAX];
static uint32_t last_seq;      // numbered so far
static uint32_t last_sent;     // sent so far
static uint32_t acknowledged;  // by the host

// Numbers what was caught, as long as no event would be overwritten that was never sent.
static void take_edges(void) {
    while (edges_out != edges_in && last_seq - last_sent < EVENTS_MAX) {
        ATOMIC_BLOCK(ATOMIC_RESTORESTATE) {
            edge_t* event = &events[last_seq % EVENTS_MAX];
            event->ticks = edges[edges_out].ticks;
            event->channel = edges[edges_out].channel;
            event->broken = edges[edges_out].broken;
            edges_out = (uint8_t)(edges_out + 1) & (EDGES_MAX - 1);
        }
        ++last_seq;
    }
}

static bool send_event(uint32_t seq) {
    const edge_t* event = &events[(seq - 1) % EVENTS_MAX];
    begin_body('E');
    put_decimal(seq);
    put(',');
    put_decimal(event->channel);
    put(',');
    put((char)('0' + event->broken));
    put(',');
    put_decimal(event->ticks);
    return send_body();
}

static void send_events(void) {
    while (last_sent != last_seq && send_event(last_sent + 1)) ++last_sent;
}

static bool send_heartbeat(void) {
    uint32_t lost_now;
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { lost_now = lost; }
    begin_body('H');
    put_decimal(last_sent);
    put(',');
    put_decimal(now_ticks());
    put(',');
    put_decimal(lost_now);
    put(',');
    // A level is high while nothing is broken or pressed, so that a stop that is wired to it is active low.
    uint8_t levels = 0;
    for (uint8_t i = 0; i < CHANNELS; ++i)
        if (!level_of(i)) levels |= (uint8_t)(1 << i);
    put_hex(levels, 2);
    return send_body();
}

// The answer must leave when it says that it does: it is made ready, and waits for its moment.
static void send_pong(uint32_t id, uint32_t received) {
    while (!all_sent()) {
    }
    ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { UCSR0B &= (uint8_t)~_BV(UDRIE0); }
    const uint32_t sent = now_ticks() + PONG_AHEAD_TICKS;
    begin_body('S');
    put_decimal(id);
    put(',');
    put_decimal(received);
    put(',');
    put_decimal(sent);
    queue_frame();
    while ((int32_t)(now_ticks() - sent) < 0) {
    }
    start_sending();
}

// --- what the host says -----------------------------------------------------------------------------------

static bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'); }
static uint8_t hex_value(char c) { return (uint8_t)(c <= '9' ? c - '0' : c - 'A' + 10); }

// The text without `*` and its checksum; false where that is not right.
static bool checked(char* text) {
    uint8_t size = 0;
    while (text[size] != 0) ++size;
    if (size < 6 || text[size - 5] != '*') return false;
    uint16_t crc = 0;
    for (uint8_t i = (uint8_t)(size - 4); i < size; ++i) {
        if (!is_hex(text[i])) return false;
        crc = (uint16_t)(crc << 4 | hex_value(text[i]));
    }
    size = (uint8_t)(size - 5);
    text[size] = 0;
    return crc_of(text, size) == crc;
}

// A number to the text's end in the base; false where there is none.
static bool read_number(const char* text, uint8_t base, uint32_t* value) {
    if (*text == 0) return false;
    *value = 0;
    for (; *text != 0; ++text) {
        if (!is_hex(*text) || hex_value(*text) >= base) return false;
        *value = *value * base + hex_value(*text);
    }
    return true;
}

static void set_lights(uint32_t mask) {
    // D13 and A0 to A2.
    PORTB = (uint8_t)((PORTB & ~_BV(PB5)) | (mask & 1 ? _BV(PB5) : 0));
    PORTC = (uint8_t)((PORTC & ~0x07) | (mask >> 1 & 0x07));
}

static bool identity_due;

static void obey(char* text, uint32_t received) {
    if (!checked(text)) return;
    if (text[0] == 'I' && text[1] == 0) {
        identity_due = true;
        return;
    }
    uint32_t value;
    if (text[1] != ',' || !read_number(text + 2, text[0] == 'L' ? 16 : 10, &value)) return;
    switch (text[0]) {
        case 'P':
            if (value <= 0xFFFF) send_pong(value, received);
            break;
        case 'A':
            if (value <= last_sent) acknowledged = value;
            break;
        case 'R':
            if (value >= 1 && value <= last_sent && last_seq - value < EVENTS_MAX) send_event(value);
            break;
        case 'L':
            set_lights(value);
            break;
    }
}

// One line a turn: a host that asks without end must not keep events waiting.
static void take_a_line(void) {
    if (lines_out == lines_in) return;
    obey(line_text[lines_out], line_ticks[lines_out]);
    lines_out = (uint8_t)(lines_out + 1) & (LINES_MAX - 1);
}

// --- all together ---------------------------------------------------------------------------------------------

static void begin(void) {
    boot = (uint16_t)(eeprom_read_word(STORED_BOOT) + 1);
    eeprom_update_word(STORED_BOOT, boot);
    uid = eeprom_read_dword(STORED_UID);

    PORTB = _BV(PB0);             // pulled up: a beam that is not there is broken
    PORTD = _BV(PD2) | _BV(PD3);
    DDRB = _BV(PB5);
    DDRC = 0x07;

    TCCR1A = 0;
    TCCR1B = _BV(ICNC1) | _BV(CS11);  // noise filter of four clocks, 2 MHz
    for (uint8_t i = 0; i < CHANNELS; ++i) channels[i].told = channels[i].last_level = level_of(i);
    if (!channels[0].told) TCCR1B |= _BV(ICES1);
    TIMSK1 = _BV(ICIE1) | _BV(TOIE1);
    EICRA = _BV(ISC00) | _BV(ISC10);  // either edge
    EIMSK = _BV(INT0) | _BV(INT1);

    UCSR0A = _BV(U2X0);
    UBRR0 = BAUD_DIVISOR;
    UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
    UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
    sei();
}

int main(void) {
    begin();
    identity_due = true;
    uint32_t beat = now_ticks();
    while (true) {
        end_lock_outs();
        take_edges();
        if (identity_due && send_identity()) identity_due = false;
        if (now_ticks() - beat >= HEARTBEAT_TICKS && send_heartbeat()) beat += HEARTBEAT_TICKS;
        send_events();
        take_a_line();
    }
}
