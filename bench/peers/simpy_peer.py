# SimPy processes: two per VM and one per patch, as its documentation writes them. Workload: ../README.md.
# usage: simpy_peer.py VMS DAYS

import bisect
import json
import resource
import sys
import time

import simpy

DAY = 86400
MASK = 0xFFFFFFFF
IDLE, SCHEDULED, INSTALLING, RESTARTING, VERIFYING = range(5)
BELOW, q = [], 1.0
for _ in range(40):
    q *= 0.7
    BELOW.append(int(2**32 * (1 - q)))


def release_at(month):
    return (10 + 30 * (month - 1)) * DAY + 61205


class Counters:
    def __init__(self):
        self.events = [0] * 7
        self.missed = self.refused = self.restarts = self.failed = self.installed = self.checksum = 0
        self.newest = 0

    def count(self, vm, kind, t):
        self.events[kind] += 1
        self.checksum = (self.checksum + (t + vm * 0x9E3779B1) * (0x85EBCA6B + 2 * kind)) & MASK


class Vm:
    __slots__ = ("env", "counters", "id", "key", "tz", "on", "phase", "done", "target")

    def __init__(self, env, counters, index):
        self.env, self.counters, self.id = env, counters, index
        self.key = 12345 ^ (((index + 1) * 0x9E3779B1) & MASK)
        self.tz = (self.uniform(24, 6, 0) - 11) * 3600 + DAY
        self.on, self.phase, self.done, self.target = True, IDLE, 0, 0
        env.process(self.assessing())
        env.process(self.power())

    def draw(self, stream, t):
        x = (self.key + (t * 8 + stream) * 0x85EBCA6B) & MASK
        x ^= x >> 16
        x = (x * 0x21F0AAAD) & MASK
        x ^= x >> 15
        x = (x * 0x735A2D97) & MASK
        return x ^ (x >> 15)

    def uniform(self, n, stream, t):
        return ((self.draw(stream, t) >> 16) * n) >> 16

    def window(self, t):
        local = t + self.tz
        start = local // DAY * DAY + 79200
        if start <= local:
            start += DAY
        return start - self.tz + self.uniform(3600, 4, t) * 8 + 4

    def night_off(self, day, t):
        gap = bisect.bisect_right(BELOW, self.draw(2, t))
        return (day + gap) * DAY + 28800 + self.uniform(7200, 3, t) * 8 + 2 - self.tz

    def until(self, instant):
        return self.env.timeout(instant - self.env.now)

    def assessing(self):
        yield self.until(self.uniform(32400, 7, 0) * 8 + 1)
        while True:
            t = self.env.now
            self.counters.count(self.id, 0, t)
            if self.on and self.phase == IDLE and self.counters.newest > self.done:
                self.target, self.phase = self.counters.newest, SCHEDULED
                self.env.process(self.patching(self.window(t)))
            yield self.env.timeout(259200 + self.uniform(5400, 1, t) * 8)

    def power(self):
        yield self.until(self.night_off(2, 0))
        while True:
            t = self.env.now
            self.counters.count(self.id, 1, t)
            if self.phase in (INSTALLING, RESTARTING):
                self.counters.refused += 1
            else:
                self.on = False
            yield self.until(((t + self.tz) // DAY + 1) * DAY + 25203 - self.tz)
            t = self.env.now
            self.counters.count(self.id, 2, t)
            self.on = True
            yield self.until(self.night_off((t + self.tz) // DAY, t))

    def patching(self, start):
        counters, env = self.counters, self.env
        yield self.until(start)
        while True:
            counters.count(self.id, 3, env.now)
            if not self.on:
                counters.missed += 1
                yield self.until(self.window(env.now))
                continue
            self.phase = INSTALLING
            yield env.timeout(1200)
            counters.count(self.id, 4, env.now)
            if self.target % 3 == 0:
                self.phase = RESTARTING
                yield env.timeout(300)
                counters.count(self.id, 5, env.now)
                counters.restarts += 1
            self.phase = VERIFYING
            yield env.timeout(1800)
            counters.count(self.id, 6, env.now)
            if self.draw(5, env.now) >= 4294967:
                break
            counters.failed += 1
            self.phase = SCHEDULED
            yield self.until(self.window(env.now))
        self.phase, self.done = IDLE, self.target
        counters.installed += 1


def releases(env, counters):
    for month in range(1, 13):
        yield env.timeout(release_at(month) - env.now)
        counters.newest = month


def main():
    vms, days = int(sys.argv[1]), int(sys.argv[2])
    begin = time.perf_counter()
    env, counters = simpy.Environment(), Counters()
    env.process(releases(env, counters))
    for index in range(vms):
        Vm(env, counters, index)
    env.run(until=days * DAY)
    seconds = round(time.perf_counter() - begin, 4)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    figures = {name: value for name, value in vars(counters).items() if name != "newest"}
    print(json.dumps({"vms": vms, "days": days, "seconds": seconds, "peak": peak, "version": simpy.__version__, **figures}))


main()
