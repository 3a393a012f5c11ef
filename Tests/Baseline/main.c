// SPDX-License-Identifier: Apache-2.0
#include "baseline.h"

#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

static int64_t read_clock(clockid_t clock) {
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t monotonic(void) { return read_clock(CLOCK_MONOTONIC); }

static struct device devices[device_limit];

struct counts {
    uint64_t sent;
    uint64_t failed;           // reads
    uint64_t missed;           // periods that had begun before the one before was done
};

/// Every device once: read, format, publish.
static void scan(struct hub *hub, const struct options *options, struct counts *counts) {
    char record[record_limit];
    for (int i = 0; i < options->device_count; i++) {
        struct device *device = &devices[i];
        if (!read_device(device, options)) {
            counts->failed++;
            continue;
        }
        device->sequence++;
        const int64_t now = read_clock(CLOCK_REALTIME) / 1000000;
        publish(hub, device->topic, record, format_record(record, device, now));
        counts->sent++;
    }
}

/// Scans at each period's beginning, or without a pause, until the time is up.
static void run(struct hub *hub, const struct options *options, struct counts *counts) {
    const int64_t end = monotonic() + options->duration;
    for (int64_t due = monotonic(); due < end;) {
        scan(hub, options, counts);
        due = options->period ? due + options->period : monotonic();
        while (options->period && due + options->period <= monotonic()) {
            due += options->period;
            counts->missed++;
        }
        if (options->period) serve_hub(hub, due < end ? due : end, false);
    }
    if (!serve_hub(hub, monotonic() + 15000000000, true)) fail("messages without PUBACK");
}

static double seconds(struct timeval time) { return (double)time.tv_sec + time.tv_usec / 1e6; }

static void report(uint64_t messages, const struct counts *counts, int64_t wall) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("{\"values\":%llu,\"messages\":%llu,\"failed_reads\":%llu,\"missed_periods\":%llu,"
           "\"cpu_user_s\":%.6f,\"cpu_system_s\":%.6f,\"wall_s\":%.6f,\"peak_rss_kb\":%ld}\n",
           (unsigned long long)messages * register_count, (unsigned long long)messages,
           (unsigned long long)counts->failed, (unsigned long long)counts->missed,
           seconds(usage.ru_utime), seconds(usage.ru_stime), (double)wall / 1e9,
           usage.ru_maxrss);
}

int main(int count, char **words) {
    const struct options options = parse_options(count, words);
    prepare_records(options.point);
    for (int i = 0; i < options.device_count; i++)
        open_device(&devices[i], options.devices[i], i + 1, &options);
    struct hub *hub = open_hub(&options);

    struct counts counts = {0, 0, 0};
    const int64_t start = monotonic();
    run(hub, &options, &counts);
    report(acknowledged(hub), &counts, monotonic() - start);
    const bool complete = acknowledged(hub) == counts.sent;
    close_hub(hub);
    return complete ? 0 : 1;
}
