// SPDX-License-Identifier: Apache-2.0
#include "baseline.h"

#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: Baseline [options] HOST:PORT...\n"
    "  --broker HOST:PORT  (127.0.0.1:1883)\n"
    "  --period MS         every device is read once a period (1000)\n"
    "  --flat-out          as fast as it goes\n"
    "  --seconds N         how long (10)\n"
    "  --unit N            Modbus unit (1)\n"
    "  --address N         first of 50 holding registers (0)\n"
    "  --point NAME        points are NAME1 to NAME50 (value_)\n"
    "  --topic PREFIX      (danang/haichau/env/bench/gw-baseline)\n";

void fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fputs("baseline: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    exit(1);
}

static long number(const char *text, long low, long high) {
    char *end;
    errno = 0;
    const long value = strtol(text, &end, 10);
    if (errno || end == text || *end || value < low || value > high)
        fail("%s is not a number from %ld to %ld", text, low, high);
    return value;
}

/// Cuts HOST:PORT in two.
static int split_endpoint(char *endpoint) {
    char *colon = strrchr(endpoint, ':');
    if (!colon) fail("%s is not HOST:PORT", endpoint);
    *colon = 0;
    return (int)number(colon + 1, 1, 65535);
}

struct options parse_options(int count, char **words) {
    static char broker[256];
    static const struct option table[] = {
        {"broker", required_argument, 0, 'b'},  {"period", required_argument, 0, 'p'},
        {"flat-out", no_argument, 0, 'f'},      {"seconds", required_argument, 0, 's'},
        {"unit", required_argument, 0, 'u'},    {"address", required_argument, 0, 'a'},
        {"point", required_argument, 0, 'n'},   {"topic", required_argument, 0, 't'},
        {0, 0, 0, 0},
    };
    struct options options = {
        .broker = "127.0.0.1", .broker_port = 1883,
        .period = 1000000000, .duration = 10000000000,
        .unit = 1, .address = 0, .point = "value_",
        .topic = "danang/haichau/env/bench/gw-baseline",
    };
    for (int key; (key = getopt_long(count, words, "", table, NULL)) != -1;) {
        switch (key) {
        case 'b':
            snprintf(broker, sizeof broker, "%s", optarg);
            options.broker_port = split_endpoint(broker);
            options.broker = broker;
            break;
        case 'p': options.period = number(optarg, 1, 3600000) * 1000000; break;
        case 'f': options.period = 0; break;
        case 's': options.duration = number(optarg, 1, 86400) * 1000000000; break;
        case 'u': options.unit = (int)number(optarg, 0, 255); break;
        case 'a': options.address = (int)number(optarg, 0, 65536 - register_count); break;
        case 'n': options.point = optarg; break;
        case 't': options.topic = optarg; break;
        default: fputs(usage, stderr); exit(64);
        }
    }
    options.devices = words + optind;
    options.device_count = count - optind;
    if (strlen(options.point) > 36) fail("a point's name has at most 36 letters and its number");
    if (options.device_count < 1 || options.device_count > device_limit) {
        fputs(usage, stderr);
        exit(64);
    }
    return options;
}
