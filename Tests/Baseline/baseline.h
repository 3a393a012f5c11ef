// SPDX-License-Identifier: Apache-2.0
// The plainest honest program that does what Tram does online: one thread, libmodbus, libmosquitto.
// The pipeline benchmark runs it beside Tram and compares.
#ifndef BASELINE_H
#define BASELINE_H

#include <modbus.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    register_count = 50,       // read in one request; every one is a value
    in_flight_limit = 16,      // unacknowledged messages, as Tram's
    device_limit = 900,        // libmodbus selects: descriptors stay below 1,024
    record_limit = 8 * 1024,   // bytes of one message
};

struct options {
    const char *broker;
    int broker_port;
    int64_t period;            // nanoseconds; 0 is flat out
    int64_t duration;          // nanoseconds
    int unit;
    int address;               // of the first register
    const char *point;         // points are called this and 1, 2, …
    const char *topic;         // of a gateway; devices are below it
    char **devices;            // HOST:PORT
    int device_count;
};

/// Reads the command line; ends the process with a message when it is wrong.
struct options parse_options(int count, char **words);

/// One Modbus TCP device on a connection of its own.
struct device {
    modbus_t *link;
    bool connected;
    uint64_t sequence;         // of its messages
    char topic[192];
    uint16_t registers[register_count];
};

/// Prepares a device and connects; ends the process when it cannot.
void open_device(struct device *device, const char *endpoint, int number, const struct options *);

/// One request. False when it failed; the next call connects anew first.
bool read_device(struct device *device, const struct options *);

/// Writes the record of a scan (the hub contract's `live`) and returns its length.
size_t format_record(char *into, const struct device *device, int64_t unix_ms);

/// Prepares the parts of a record that never change.
void prepare_records(const char *point);

struct hub;

/// Connects and waits for the broker's yes; ends the process otherwise.
struct hub *open_hub(const struct options *);

/// Publishes at QoS 1. Waits first while the window is full.
void publish(struct hub *hub, const char *topic, const char *payload, size_t length);

/// Handles what the broker sends until `deadline` (CLOCK_MONOTONIC), or with `all_acknowledged`
/// until nothing is in flight. False when the deadline came first.
bool serve_hub(struct hub *hub, int64_t deadline, bool all_acknowledged);

uint64_t acknowledged(const struct hub *hub);
void close_hub(struct hub *hub);

int64_t monotonic(void);

/// Prints the message and ends the process.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
