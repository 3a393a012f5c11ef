// SPDX-License-Identifier: Apache-2.0
#include "baseline.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void open_device(struct device *device, const char *endpoint, int number,
                 const struct options *options) {
    char host[256];
    const char *colon = strrchr(endpoint, ':');
    if (!colon || (size_t)(colon - endpoint) >= sizeof host) fail("%s is not HOST:PORT", endpoint);
    snprintf(host, sizeof host, "%.*s", (int)(colon - endpoint), endpoint);

    // libmodbus sets TCP_NODELAY itself.
    device->link = modbus_new_tcp_pi(host, colon + 1);
    if (!device->link) fail("%s: %s", endpoint, modbus_strerror(errno));
    modbus_set_slave(device->link, options->unit);
    modbus_set_response_timeout(device->link, 1, 0);
    device->connected = modbus_connect(device->link) == 0;
    if (!device->connected) fail("%s: %s", endpoint, modbus_strerror(errno));

    const int length = snprintf(device->topic, sizeof device->topic, "%s/dev-%03d/live",
                                options->topic, number);
    if (length >= (int)sizeof device->topic) fail("the topic is too long");
}

bool read_device(struct device *device, const struct options *options) {
    if (!device->connected) device->connected = modbus_connect(device->link) == 0;
    if (!device->connected) return false;
    const int count = modbus_read_registers(device->link, options->address, register_count,
                                            device->registers);
    if (count == register_count) return true;
    modbus_close(device->link);
    device->connected = false;
    return false;
}
