// SPDX-License-Identifier: Apache-2.0
#include "CBoostRing.h"

#include <sys/resource.h>

uint64_t boost_ring_switches(void) {
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    return static_cast<uint64_t>(usage.ru_nvcsw + usage.ru_nivcsw);
}

#if __has_include(<boost/lockfree/spsc_queue.hpp>)

#include <algorithm>
#include <array>
#include <boost/lockfree/spsc_queue.hpp>

struct boost_ring {
    virtual ~boost_ring() = default;
    virtual void produce(uint64_t count, boost_ring_mode mode) = 0;
    virtual uint64_t consume(uint64_t count, boost_ring_mode mode) = 0;
};

namespace {

template <size_t words>
struct Record {
    std::array<uint64_t, words> word;

    Record() = default;
    explicit Record(uint64_t number) { word.fill(number); }

    /// First and last, so that the whole record must have arrived.
    bool is(uint64_t number) const { return word.front() == number && word.back() == number; }
};

template <size_t words>
struct Queue final : boost_ring {
    using Item = Record<words>;
    boost::lockfree::spsc_queue<Item, boost::lockfree::capacity<boost_ring_capacity>> items;

    void produce(uint64_t count, boost_ring_mode mode) override {
        mode == boost_ring_single ? produceSingly(count) : produceBatches(count);
    }

    uint64_t consume(uint64_t count, boost_ring_mode mode) override {
        switch (mode) {
        case boost_ring_single: return consumeSingly(count);
        case boost_ring_batch: return consumeBatches(count);
        case boost_ring_in_place: return consumeInPlace(count);
        }
        return count;
    }

    void produceSingly(uint64_t count) {
        unsigned idle = 0;
        for (uint64_t number = 0; number < count; number++) {
            const Item item(number);
            while (!items.push(item)) boost_ring_wait(&idle);
        }
    }

    uint64_t consumeSingly(uint64_t count) {
        unsigned idle = 0;
        uint64_t wrong = 0;
        Item item;
        for (uint64_t number = 0; number < count; number++) {
            while (!items.pop(item)) boost_ring_wait(&idle);
            wrong += !item.is(number);
        }
        return wrong;
    }

    void produceBatches(uint64_t count) {
        unsigned idle = 0;
        std::array<Item, boost_ring_batch_limit> batch;
        for (uint64_t number = 0; number < count;) {
            const size_t size = std::min<uint64_t>(batch.size(), count - number);
            for (size_t i = 0; i < size; i++) batch[i] = Item(number + i);
            for (size_t sent = 0; sent < size;) {
                const size_t pushed = items.push(batch.data() + sent, size - sent);
                if (pushed == 0) boost_ring_wait(&idle);
                sent += pushed;
            }
            number += size;
        }
    }

    uint64_t consumeBatches(uint64_t count) {
        unsigned idle = 0;
        uint64_t wrong = 0;
        std::array<Item, boost_ring_batch_limit> batch;
        for (uint64_t number = 0; number < count;) {
            const size_t taken = items.pop(batch.data(), batch.size());
            if (taken == 0) boost_ring_wait(&idle);
            for (size_t i = 0; i < taken; i++) wrong += !batch[i].is(number + i);
            number += taken;
        }
        return wrong;
    }

    uint64_t consumeInPlace(uint64_t count) {
        unsigned idle = 0;
        uint64_t wrong = 0;
        uint64_t number = 0;
        while (number < count) {
            const auto take = [&](const Item &item) { wrong += !item.is(number++); };
            if (items.consume_all(take) == 0) boost_ring_wait(&idle);
        }
        return wrong;
    }
};

}  // namespace

boost_ring *boost_ring_create(size_t record) {
    switch (record) {
    case 24: return new Queue<3>;
    case 64: return new Queue<8>;
    default: return nullptr;
    }
}

void boost_ring_destroy(boost_ring *ring) { delete ring; }

void boost_ring_produce(boost_ring *ring, uint64_t count, boost_ring_mode mode) {
    ring->produce(count, mode);
}

uint64_t boost_ring_consume(boost_ring *ring, uint64_t count, boost_ring_mode mode) {
    return ring->consume(count, mode);
}

#else

// The package builds without Boost; only the benchmark cannot run.
boost_ring *boost_ring_create(size_t) { return nullptr; }
void boost_ring_destroy(boost_ring *) {}
void boost_ring_produce(boost_ring *, uint64_t, boost_ring_mode) {}
uint64_t boost_ring_consume(boost_ring *, uint64_t count, boost_ring_mode) { return count; }

#endif
