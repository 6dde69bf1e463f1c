// The physical limit: every VM alone from release to release, its timers in registers. Workload: ../README.md.
// usage: cpp VMS DAYS
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <sys/resource.h>
#include <vector>

using u32 = uint32_t;
static constexpr int DAY = 86400, NEVER = 0x7fffffff;
enum Kind { ASSESS, OFF, ON, START, END, RESTARTED, HEALTHY };
enum Phase { IDLE, SCHEDULED, INSTALLING, RESTARTING, VERIFYING };

struct Vm {
  int assess, power, patch;  // instants of the three timers
  u32 key;
  int tz;
  uint8_t on, phase, powerKind, patchKind;
  int8_t done, target;
};

struct Counters {
  uint64_t events[7] = {}, missed = 0, refused = 0, restarts = 0, failed = 0, installed = 0;
  u32 checksum = 0;
};

static u32 below[40];

static constexpr int releaseAt(int month) { return (10 + 30 * (month - 1)) * DAY + 61205; }

static inline u32 draw(u32 key, int stream, int t) {
  u32 x = key + u32(t * 8 + stream) * 0x85EBCA6Bu;
  x ^= x >> 16; x *= 0x21F0AAADu; x ^= x >> 15; x *= 0x735A2D97u; x ^= x >> 15;
  return x;
}
static inline int uniform(u32 key, u32 n, int stream, int t) { return int(((draw(key, stream, t) >> 16) * n) >> 16); }
static inline int gap(u32 key, int stream, int t) {
  const u32 x = draw(key, stream, t);
  int k = 0;
  while (k < 40 && x >= below[k]) k++;
  return k;
}
static inline int window(const Vm& vm, int t) {
  const int local = t + vm.tz;
  int start = local / DAY * DAY + 79200;
  if (start <= local) start += DAY;
  return start - vm.tz + uniform(vm.key, 3600, 4, t) * 8 + 4;
}
static inline int nightOff(const Vm& vm, int day, int t) {
  return (day + gap(vm.key, 2, t)) * DAY + 28800 + uniform(vm.key, 7200, 3, t) * 8 + 2 - vm.tz;
}

static Vm made(u32 index) {
  Vm vm{};
  vm.key = 12345u ^ ((index + 1) * 0x9E3779B1u);
  vm.tz = (uniform(vm.key, 24, 6, 0) - 11) * 3600 + DAY;
  vm.assess = uniform(vm.key, 32400, 7, 0) * 8 + 1;
  vm.power = nightOff(vm, 2, 0);
  vm.patch = NEVER;
  vm.on = 1;
  vm.powerKind = OFF;
  vm.patchKind = START;
  return vm;
}

static inline int onPower(Vm& vm, int t, Counters& c) {
  const int kind = vm.powerKind, day = (t + vm.tz) / DAY;
  if (kind == OFF) {
    if (vm.phase == INSTALLING || vm.phase == RESTARTING) c.refused++; else vm.on = 0;
    vm.power = (day + 1) * DAY + 25203 - vm.tz;
    vm.powerKind = ON;
  } else {
    vm.on = 1;
    vm.power = nightOff(vm, day, t);
    vm.powerKind = OFF;
  }
  return kind;
}

static inline int onPatch(Vm& vm, int t, Counters& c) {
  const int kind = vm.patchKind;
  switch (kind) {
    case START:
      if (!vm.on) { c.missed++; vm.patch = window(vm, t); break; }
      vm.phase = INSTALLING; vm.patch = t + 1200; vm.patchKind = END;
      break;
    case END:
      if (vm.target % 3 == 0) { vm.phase = RESTARTING; vm.patch = t + 300; vm.patchKind = RESTARTED; break; }
      vm.phase = VERIFYING; vm.patch = t + 1800; vm.patchKind = HEALTHY;
      break;
    case RESTARTED:
      c.restarts++; vm.phase = VERIFYING; vm.patch = t + 1800; vm.patchKind = HEALTHY;
      break;
    default:
      vm.patchKind = START;
      if (draw(vm.key, 5, t) < 4294967u) { c.failed++; vm.phase = SCHEDULED; vm.patch = window(vm, t); break; }
      vm.phase = IDLE; vm.done = vm.target; vm.patch = NEVER; c.installed++;
  }
  return kind;
}

static void advance(std::vector<Vm>& vms, int until, int newest, Counters& c) {
  for (u32 index = 0; index < vms.size(); index++) {
    Vm vm = vms[index];
    const u32 identity = index * 0x9E3779B1u;
    for (;;) {
      int t, kind;
      if (vm.assess < vm.power && vm.assess < vm.patch) {
        t = vm.assess;
        if (t >= until) break;
        kind = ASSESS;
        if (vm.on && vm.phase == IDLE && newest > vm.done) {
          vm.target = newest; vm.phase = SCHEDULED; vm.patch = window(vm, t); vm.patchKind = START;
        }
        vm.assess = t + 259200 + uniform(vm.key, 5400, 1, t) * 8;
      } else if (vm.power < vm.patch) {
        t = vm.power;
        if (t >= until) break;
        kind = onPower(vm, t, c);
      } else {
        t = vm.patch;
        if (t >= until) break;
        kind = onPatch(vm, t, c);
      }
      c.events[kind]++;
      c.checksum += (u32(t) + identity) * (0x85EBCA6Bu + 2u * kind);
    }
    vms[index] = vm;
  }
}

static double seconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int argc, char** argv) {
  if (argc != 3) { fprintf(stderr, "usage: cpp VMS DAYS\n"); return 2; }
  const u32 count = strtoul(argv[1], nullptr, 10);
  const int days = atoi(argv[2]), end = days * DAY;
  double q = 1;
  for (u32& limit : below) { q *= 0.7; limit = u32(4294967296.0 * (1 - q)); }
  const double begin = seconds();
  std::vector<Vm> vms;
  vms.reserve(count);
  for (u32 index = 0; index < count; index++) vms.push_back(made(index));
  Counters c;
  for (int month = 0; month <= 12; month++) {
    const int until = month == 12 ? end : releaseAt(month + 1);
    advance(vms, until < end ? until : end, month, c);
  }
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  printf("{\"vms\":%u,\"days\":%d,\"seconds\":%.4f,\"peak\":%ld,\"checksum\":%u,\"missed\":%lu,\"refused\":%lu,\"restarts\":%lu,\"failed\":%lu,"
         "\"installed\":%lu,\"events\":[", count, days, seconds() - begin, usage.ru_maxrss * 1024L, c.checksum, c.missed, c.refused, c.restarts, c.failed, c.installed);
  for (int kind = 0; kind < 7; kind++) printf("%s%lu", kind ? "," : "", c.events[kind]);
  printf("]}\n");
}
