// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE  // ppoll
#include "baseline.h"

#include <errno.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct hub {
    struct mosquitto *session;
    bool connected;
    int in_flight;
    uint64_t acknowledged;
    int64_t next_misc;
};

enum { second = 1000000000 };

static void check(int code, const char *call) {
    if (code != MOSQ_ERR_SUCCESS) fail("%s: %s", call, mosquitto_strerror(code));
}

static void on_connect(struct mosquitto *session, void *self, int code, int flags,
                       const mosquitto_property *properties) {
    (void)session, (void)flags, (void)properties;
    if (code) fail("broker: %s", mosquitto_reason_string(code));
    ((struct hub *)self)->connected = true;
}

static void on_publish(struct mosquitto *session, void *self, int message, int code,
                       const mosquitto_property *properties) {
    (void)session, (void)message, (void)properties;
    struct hub *hub = self;
    if (code >= 0x80) fail("PUBACK: %s", mosquitto_reason_string(code));
    hub->in_flight--;
    hub->acknowledged++;
}

/// Waits for the broker at most until the deadline, and lets the library do what there is to do.
static void turn(struct hub *hub, int64_t deadline) {
    const int64_t now = monotonic();
    const int64_t until = deadline < hub->next_misc ? deadline : hub->next_misc;
    const int64_t wait = until > now ? until - now : 0;
    const struct timespec timeout = {.tv_sec = wait / second, .tv_nsec = wait % second};
    struct pollfd entry = {.fd = mosquitto_socket(hub->session), .events = POLLIN};
    if (mosquitto_want_write(hub->session)) entry.events |= POLLOUT;
    if (ppoll(&entry, 1, &timeout, NULL) < 0 && errno != EINTR) fail("ppoll: %s", strerror(errno));
    if (entry.revents & ~POLLOUT) check(mosquitto_loop_read(hub->session, 1), "broker");
    if (entry.revents & POLLOUT) check(mosquitto_loop_write(hub->session, 1), "broker");
    if (monotonic() >= hub->next_misc) {
        check(mosquitto_loop_misc(hub->session), "broker");
        hub->next_misc = monotonic() + second;
    }
}

struct hub *open_hub(const struct options *options) {
    static struct hub hub;
    mosquitto_lib_init();
    hub.session = mosquitto_new(NULL, true, &hub);
    if (!hub.session) fail("mosquitto_new: %s", strerror(errno));
    check(mosquitto_int_option(hub.session, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5), "MQTT 5");
    check(mosquitto_int_option(hub.session, MOSQ_OPT_TCP_NODELAY, 1), "TCP_NODELAY");
    check(mosquitto_int_option(hub.session, MOSQ_OPT_SEND_MAXIMUM, in_flight_limit), "window");
    mosquitto_connect_v5_callback_set(hub.session, on_connect);
    mosquitto_publish_v5_callback_set(hub.session, on_publish);
    check(mosquitto_connect_bind_v5(hub.session, options->broker, options->broker_port, 60, NULL,
                                    NULL),
          "connect");
    const int64_t deadline = monotonic() + 10 * (int64_t)second;
    hub.next_misc = monotonic() + second;
    while (!hub.connected) {
        if (monotonic() >= deadline) fail("the broker does not answer");
        turn(&hub, deadline);
    }
    return &hub;
}

void publish(struct hub *hub, const char *topic, const char *payload, size_t length) {
    while (hub->in_flight >= in_flight_limit) turn(hub, INT64_MAX);
    check(mosquitto_publish_v5(hub->session, NULL, topic, (int)length, payload, 1, false, NULL),
          "publish");
    hub->in_flight++;
}

bool serve_hub(struct hub *hub, int64_t deadline, bool all_acknowledged) {
    while (!all_acknowledged || hub->in_flight > 0) {
        if (monotonic() >= deadline) return false;
        turn(hub, deadline);
    }
    return true;
}

uint64_t acknowledged(const struct hub *hub) { return hub->acknowledged; }

void close_hub(struct hub *hub) {
    mosquitto_disconnect(hub->session);
    mosquitto_destroy(hub->session);
    mosquitto_lib_cleanup();
}
